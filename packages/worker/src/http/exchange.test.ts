// What the record says of each answer, and of each way in which a server can fail to give one.
// One request at a time against real sockets on this machine.

import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeHarness, verdictOf, wire } from "../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../test/support/http-engines.ts";
import type { RequestRecord } from "./request-record.ts";

const { chunk, data, done, finish, lastChunk, reply, sseHead, stream, text } = wire;

describe.each(httpEngines)("over $name", ({ createTransport }) => {
  let harness = new ExchangeHarness(createTransport);
  beforeEach(() => {
    harness = new ExchangeHarness(createTransport);
  });
  afterEach(() => harness.close());

  test("records a streamed reply with all its times", async () => {
    const sendNext: (() => void)[] = [];
    const transport = await harness.serve((socket) => {
      sendNext.push(
        () => socket.write(chunk(text("l")) + chunk(text("o"))),
        () => socket.write(chunk(finish + done) + lastChunk),
      );
      socket.write(sseHead + chunk(data({ choices: [{ delta: { role: "assistant" } }] })));
      // Two turns, and what was written has been read, however slow the machine is.
      const later = (): unknown => setTimeout(() => socket.write(chunk(text("Hel"))), 15);
      setImmediate(() => setImmediate(later));
    });
    const ran = await harness.run(transport.openSlot(), {
      keepText: true,
      onTokens: () => setTimeout(sendNext.shift() ?? (() => undefined), 20),
    });
    const { record } = ran;
    expect(verdictOf(ran)).toBe("succeeded");
    expect(ran.log).toEqual(["started", "tokens 1 first", "tokens 2", "ended"]);
    expect(record).toMatchObject({
      status: 200,
      streamed: true,
      tokenEvents: 3,
      coalescedEvents: 1,
      finishReason: "stop",
      responseText: "Hello",
      gotResponseByte: true,
      notes: [],
    });
    const times = [
      record.scheduledAtMs,
      record.sentAtMs,
      record.headersAtMs,
      record.firstEventAtMs,
      record.firstTokenAtMs,
      record.lastTokenAtMs,
      record.endedAtMs,
    ].map(Number);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(record.firstAnswerAtMs).toBe(record.firstTokenAtMs);
    expect(Number(record.firstTokenAtMs)).toBeGreaterThan(Number(record.firstEventAtMs));
    expect(record.maxStallMs).toBe(Number(record.lastTokenAtMs) - Number(record.firstTokenAtMs));
    expect(record.maxStallMs).toBeGreaterThan(10);
  });

  test("sends the request as one message with its headers and nothing to compress", async () => {
    let seen = "";
    const transport = await harness.serve((socket, _number, head) => {
      seen = head;
      socket.write(sseHead + chunk(stream) + lastChunk);
    });
    await harness.run(transport.openSlot());
    expect(seen).toMatch(/^POST \/v1\/chat\/completions HTTP\/1\.1\r\n/);
    expect(seen).toContain("x-request-id: r-0-0");
    expect(seen).toContain("content-length: 15");
    expect(seen).not.toContain("accept-encoding: gzip");
  });

  const jsonReply = JSON.stringify({
    choices: [{ message: { content: "Hi" }, finish_reason: "stop" }],
  });

  test.each<[string, string | Buffer, string, Partial<RequestRecord>]>([
    [
      "a JSON reply",
      reply("200 OK", jsonReply),
      "succeeded",
      { notes: ["not_streamed"], streamed: false },
    ],
    [
      "an empty answer",
      sseHead + chunk(finish) + lastChunk,
      "empty: the answer is empty (finish reason stop)",
      { tokenEvents: 0 },
    ],
    [
      "an empty body",
      reply("200 OK", ""),
      "truncated: the reply held no output and ended without a finish reason or [DONE]",
      { firstEventAtMs: null },
    ],
    [
      "a stream without an end mark",
      sseHead + chunk(text("a")) + lastChunk,
      "truncated: the reply ended without a finish reason or [DONE]",
      { tokenEvents: 1 },
    ],
    [
      "an error in the stream",
      sseHead + chunk(text("a") + data({ error: "boom" })) + lastChunk,
      "inband_error: boom",
      {},
    ],
    [
      "a page of HTML",
      reply("200 OK", "<html>\n<title>Hi</title>"),
      "bad_frame: not the expected JSON or event stream: <html> <title>Hi</title>",
      {},
    ],
    [
      "401 with JSON",
      reply("401 Unauthorized", '{"error":"bad key"}'),
      "http_status: HTTP 401: bad key",
      { status: 401 },
    ],
    [
      "429 with a wish",
      reply("429 Too Many", "slow down", "retry-after: 3\r\n"),
      "rate_limited: HTTP 429: slow down (retry after 3 s)",
      { retryAfterMs: 3000 },
    ],
    [
      "a redirect",
      reply("308 Moved", "", "location: http://elsewhere/v1\r\n"),
      "redirect: HTTP 308 to http://elsewhere/v1",
      { status: 308 },
    ],
    [
      "an interim response first",
      `HTTP/1.1 103 Early Hints\r\n\r\n${sseHead}${chunk(stream)}${lastChunk}`,
      "succeeded",
      { status: 200 },
    ],
    [
      "gzip that nobody asked for",
      reply("200 OK", gzipSync(stream), "content-encoding: gzip\r\n"),
      "succeeded",
      { tokenEvents: 2, notes: ["compressed_stream"] },
    ],
    [
      "a compressed error",
      reply("500 Oh", brotliCompressSync('{"error":"x"}'), "content-encoding: br\r\n"),
      "http_status: HTTP 500: x",
      {},
    ],
    [
      "a compression that is none",
      reply("200 OK", stream, "content-encoding: gzip\r\n"),
      "bad_frame: compressed reply: incorrect header check",
      {},
    ],
  ])("judges %s", async (_name, answer, expected, fields) => {
    const transport = await harness.serve((socket) => socket.write(answer));
    const ran = await harness.run(transport.openSlot());
    expect(verdictOf(ran)).toBe(expected);
    expect(ran.record).toMatchObject(fields);
  });

  test("ends a compressed stream no earlier than its last token", async () => {
    const last = data({ choices: [{ delta: { content: "b" }, finish_reason: "stop" }] });
    const packed = gzipSync(text("a") + last.trimEnd());
    const transport = await harness.serve((socket) =>
      socket.write(reply("200 OK", packed, "content-encoding: gzip\r\n")),
    );
    const { record } = await harness.run(transport.openSlot());
    expect(record).toMatchObject({ tokenEvents: 2, outcome: { kind: "succeeded" } });
    expect(record.endedAtMs).toBeGreaterThanOrEqual(record.lastTokenAtMs ?? Infinity);
    expect(record.maxStallMs).toBeGreaterThanOrEqual(0);
  });

  test.each<[string, string, string]>([
    ["HTTP/1.0 until the close", `HTTP/1.0 200 OK\r\n\r\n${stream}`, "succeeded"],
    [
      "HTTP/1.0 closed too early",
      `HTTP/1.0 200 OK\r\n\r\n${text("a")}`,
      "truncated: the reply ended without a finish reason or [DONE]",
    ],
    ["a close within a chunked body", sseHead + chunk(text("a")), "truncated: "],
    [
      "a close within the last reply of a connection",
      sseHead.replace("\r\n", "\r\nconnection: close\r\n") + chunk(text("a")),
      "truncated: ",
    ],
    ["a close without an answer", "", "reset: "],
    ["bytes that are no HTTP", "SSH-2.0-OpenSSH_9\r\n", "protocol: "],
  ])("judges %s", async (_name, answer, expected) => {
    const transport = await harness.serve((socket) => socket.end(answer));
    const ran = await harness.run(transport.openSlot());
    expect(verdictOf(ran).slice(0, expected.length)).toBe(expected);
  });

  test("judges a reset in mid-stream, and keeps the tokens before it", async () => {
    const sockets: Socket[] = [];
    const transport = await harness.serve((socket) => {
      sockets.push(socket);
      socket.write(sseHead + chunk(text("a")));
    });
    const ran = await harness.run(transport.openSlot(), {
      onTokens: () => void sockets[0]?.resetAndDestroy(),
    });
    expect(verdictOf(ran)).toBe("reset: read ECONNRESET");
    expect(ran.record).toMatchObject({ tokenEvents: 1, gotResponseByte: true });
  });

  test("fails at once where nothing listens, after `started`", async () => {
    const port = await harness.listen(() => undefined);
    await harness.close();
    const ran = await harness.run(harness.transportTo(port).openSlot());
    expect(verdictOf(ran)).toBe(`connect_refused: connect ECONNREFUSED 127.0.0.1:${port}`);
    expect(ran.record).toMatchObject({ connectMs: null, status: null, gotResponseByte: false });
  });

  test("names TLS when a plain server is asked for TLS", async () => {
    const port = await harness.listen((socket) => {
      socket.on("data", () => socket.end("HTTP/1.1 400 Bad\r\n\r\n"));
    });
    const ran = await harness.run(harness.transportTo(port, "https").openSlot());
    expect(verdictOf(ran)).toMatch(/^tls: TLS: /);
  });

  test("stops reading a reply that is larger than anything sensible", async () => {
    const transport = await harness.serve((socket) => {
      socket.write("HTTP/1.1 500 Oh\r\n\r\nfirst words ");
      const more = (): boolean => {
        while (!socket.destroyed && socket.write("x".repeat(65_536)));
        return true;
      };
      socket.on("drain", more);
      more();
    });
    const ran = await harness.run(transport.openSlot());
    expect(verdictOf(ran)).toMatch(/^http_status: HTTP 500: first words x+…$/);
  });
});
