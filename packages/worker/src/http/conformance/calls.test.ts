// What both HTTP engines tell the handler of a request, call by call, and what they do with the
// connection afterwards.

import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeHarness, wire } from "../../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../../test/support/http-engines.ts";
import { plainRequest, RecordedRequest } from "../../../../../test/support/recorded-request.ts";

const chunkedHead = "HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\ntransfer-encoding: chunked\r\n\r\n";
const { chunk, lastChunk, reply } = wire;

describe.each(httpEngines)("$name", ({ createTransport }) => {
  let harness = new ExchangeHarness(createTransport);
  beforeEach(() => {
    harness = new ExchangeHarness(createTransport);
  });
  afterEach(() => harness.close());

  test("reports a request in order, the pieces of one read together", async () => {
    let socket: Socket | null = null;
    const transport = await harness.serve((accepted) => {
      socket = accepted;
      accepted.write(chunkedHead + chunk("one") + chunk("two"));
    });
    const request = new RecordedRequest(transport.openSlot());
    request.onCall = (call) => {
      if (call === "readEnd") socket?.write(lastChunk);
    };
    await request.over;
    expect(request.calls).toEqual([
      "connected, sent",
      "firstByte",
      "headers 200",
      "data one",
      "data two",
      "readEnd",
      "ended",
    ]);
    expect(request.responseHeaders["x-a"]).toEqual(["1", "2"]);
  });

  test("sends head and body as the request says, and the host and length that belong to it", async () => {
    let seen = "";
    const port = await harness.listenFor((socket, _number, head) => {
      seen = head;
      socket.write(reply("200 OK", "x"));
    });
    const body = Buffer.from('{"text":"héllo"}');
    const headers = ["Content-Type", "application/json", "x-latin", "é"];
    const slot = harness.transportTo(port).openSlot();
    await new RecordedRequest(slot, { method: "POST", path: "/v1/x?y=1", headers, body }).over;
    expect(seen.split("\r\n")).toEqual([
      "POST /v1/x?y=1 HTTP/1.1",
      `host: 127.0.0.1:${port}`,
      "connection: keep-alive",
      "Content-Type: application/json",
      "x-latin: é",
      "content-length: 17",
    ]);
  });

  test("sends a GET without body or length, and a POST without body with length 0", async () => {
    const heads: string[] = [];
    const transport = await harness.serve((socket, _number, head) => {
      heads.push(head);
      socket.write(reply("200 OK", "x"));
    });
    const slot = transport.openSlot();
    for (const method of ["GET", "POST"] as const) {
      await new RecordedRequest(slot, { method, path: "/", headers: [], body: null }).over;
    }
    expect(heads.map((head) => head.includes("content-length: 0"))).toEqual([false, true]);
    expect(heads[0]).not.toContain("content-length");
  });

  test("lets the request name another host, and close the connection after it", async () => {
    const heads: string[] = [];
    const transport = await harness.serve((socket, _number, head) => {
      heads.push(head);
      socket.write(reply("200 OK", "x"));
    });
    const slot = transport.openSlot();
    const headers = ["Host", "elsewhere", "Connection", "close"];
    await new RecordedRequest(slot, { ...plainRequest, headers }).over;
    expect((await new RecordedRequest(slot).over).connectMs).not.toBeNull();
    expect(heads[0]).toMatch(/\r\nhost: elsewhere\r\n/);
    expect(heads[0]).toMatch(/\r\nconnection: close\r\n/);
  });

  test.each<[string, Partial<typeof plainRequest>, string]>([
    ["a header name with a blank", { headers: ["bad header", "x"] }, "invalid header key"],
    ["an empty header name", { headers: ["", "x"] }, "invalid header key"],
    ["a header value with a line end", { headers: ["x-a", "1\r\nx-b: 2"] }, "invalid x-a header"],
    ["a header value beyond latin1", { headers: ["x-a", "€"] }, "invalid x-a header"],
    [
      "a transfer encoding",
      { headers: ["transfer-encoding", "chunked"] },
      "invalid transfer-encoding header",
    ],
    ["another upgrade", { headers: ["upgrade", "h2c"] }, "invalid upgrade header"],
    ["a path with a blank", { path: "/a b" }, "invalid request path"],
    ["a path with a line end", { path: "/a\r\nb" }, "invalid request path"],
  ])(
    "fails a request with %s, not from within send, and the slot goes on",
    async (_name, fault, message) => {
      const transport = await harness.serve((socket) => socket.write(reply("200 OK", "x")));
      const slot = transport.openSlot();
      const request = new RecordedRequest(slot, { ...plainRequest, ...fault });
      expect(request.calls).toEqual([]);
      await request.over;
      expect(request.calls).toHaveLength(1);
      expect(request.message).toContain(message);
      expect(request.end).toBe("protocol");
      expect((await new RecordedRequest(slot).over).summary).toBe('200 "x" ended');
      expect(harness.connections).toBe(1);
    },
  );

  test("sends a body of megabytes whole", async () => {
    const body = Buffer.alloc(3 * 1024 * 1024, "x");
    const port = await harness.listen((socket) => {
      let size = 0;
      socket.on("data", (bytes) => {
        size += bytes.length;
        if (size > body.length) socket.write(reply("200 OK", bytes.subarray(-3)));
      });
    });
    const slot = harness.transportTo(port).openSlot();
    const request = await new RecordedRequest(slot, { ...plainRequest, body }).over;
    expect(request.summary).toBe('200 "xxx" ended');
  });

  test("reads a body of megabytes whole, in pieces", async () => {
    const body = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => 32 + (index % 90)));
    const transport = await harness.serve((socket) => socket.write(reply("200 OK", body)));
    const request = await new RecordedRequest(transport.openSlot()).over;
    expect(request.body === body.toString("latin1")).toBe(true);
    expect(request.calls.length).toBeGreaterThan(10);
  });
});
