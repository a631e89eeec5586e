"""Reads streams as benchmark scripts in Python do: aiohttp, line by line, json.loads for every event.

usage: aiohttp_reader.py URL CONNECTIONS BODY

Each connection sends the body, reads the answer to its end, keeps a time for every token, and begins
again. It ends when its stdin ends.
"""

import asyncio
import json
import resource
import sys
import time

import aiohttp


async def read_stream(response):
    """The times of the tokens of one answer."""
    times = []
    async for line in response.content:
        line = line.strip()
        if not line.startswith(b"data: "):
            continue
        data = line[len(b"data: ") :]
        if data == b"[DONE]":
            break
        event = json.loads(data)
        choices = event.get("choices")
        if choices and choices[0]["delta"].get("content"):
            times.append(time.perf_counter())
    return times


async def use_connection(session, url, body):
    headers = {"content-type": "application/json"}
    is_streamed = json.loads(body)["stream"]
    while True:
        async with session.post(url, data=body, headers=headers) as response:
            if is_streamed:
                await read_stream(response)
            else:
                json.loads(await response.read())


async def wait_for_end_of_stdin():
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.buffer.read)


async def main(url, connections, body):
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        readers = [
            asyncio.create_task(use_connection(session, url, body)) for _ in range(connections)
        ]
        print("reading", flush=True)
        end = asyncio.create_task(wait_for_end_of_stdin())
        done, _ = await asyncio.wait([end, *readers], return_when=asyncio.FIRST_COMPLETED)
        for reader in readers:
            reader.cancel()
        for task in done:
            task.result()


if __name__ == "__main__":
    _, hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard_limit, hard_limit))
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
