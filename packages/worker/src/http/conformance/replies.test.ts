// What both HTTP engines make of every kind of reply, written whole and byte by byte. Each is followed
// by a second request, which shows what became of the connection.

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeHarness } from "../../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../../test/support/http-engines.ts";
import { RecordedRequest } from "../../../../../test/support/recorded-request.ts";
import { byteByByte, serveScripts } from "../../../../../test/support/scripted-replies.ts";
import type { Ending } from "../../../../../test/support/scripted-replies.ts";

const ok = "HTTP/1.1 200 OK\r\n";
const length2 = "content-length: 2\r\n\r\nhi";
const chunked = `${ok}transfer-encoding: chunked\r\n\r\n`;
const long = (name: string, size: number): string => `${name}: ${"y".repeat(size)}\r\n`;
const fine = '200 "hi" ended';

interface ReplyCase {
  readonly name: string;
  readonly reply: string;
  readonly ending?: Ending;
  readonly expected: string;
  /** The second request goes out on the same connection. */
  readonly isKept?: boolean;
  /** What undici makes of it, where it differs; it never keeps the connection then. */
  readonly undici?: string;
}

const kept: readonly ReplyCase[] = [
  { name: "a body of known length", reply: ok + length2, expected: fine },
  { name: "no body", reply: `${ok}content-length: 0\r\n\r\n`, expected: '200 "" ended' },
  { name: "a chunked body", reply: `${chunked}2\r\nhi\r\n0\r\n\r\n`, expected: fine },
  {
    name: "many chunks, sizes in either case and with zeros before",
    reply: `${chunked}1\r\na\r\nA\r\n0123456789\r\n00b\r\nbcdefghijkl\r\n000\r\n\r\n`,
    expected: '200 "a0123456789bcdefghijkl" ended',
  },
  {
    name: "chunk extensions and trailers",
    reply: `${chunked}2;a=b;c="d;\\"e"\r\nhi\r\n0;x\r\nx-sum: 1\r\nx-b: 2\r\n\r\n`,
    expected: fine,
  },
  {
    name: "blanks behind a chunk's size",
    reply: `${chunked}2 \t\r\nhi\r\n0 ;x\r\n\r\n`,
    expected: fine,
    undici: '200 "" protocol',
  },
  {
    name: "line ends inside of a chunk",
    reply: `${chunked}8\r\n\r\n0\r\n\r\n\n\r\n0\r\n\r\n`,
    expected: '200 "\\r\\n0\\r\\n\\r\\n\\n" ended',
  },
  { name: "204 without a length", reply: "HTTP/1.1 204 No\r\n\r\n", expected: '204 "" ended' },
  {
    name: "204 with a length",
    reply: "HTTP/1.1 204 No\r\ncontent-length: 2\r\n\r\n",
    expected: '204 "" ended',
    undici: '204 "" truncated',
  },
  {
    name: "304 with the length that the body would have",
    reply: "HTTP/1.1 304 Same\r\ncontent-length: 2\r\n\r\n",
    expected: '304 "" ended',
    undici: '304 "" truncated',
  },
  {
    name: "early hints first",
    reply: `HTTP/1.1 103 Hints\r\nlink: a\r\n\r\nHTTP/1.1 102 Wait\r\n\r\n${ok}${length2}`,
    expected: fine,
  },
  {
    name: "100 Continue, which nobody asked for",
    reply: `HTTP/1.1 100 Continue\r\n\r\n${ok}${length2}`,
    expected: fine,
    undici: "truncated",
  },
  { name: "no reason phrase", reply: `HTTP/1.1 200\r\n${length2}`, expected: fine },
  { name: "a reason in latin1", reply: `HTTP/1.1 200 \xe9t\xe9\r\n${length2}`, expected: fine },
  { name: "an unknown status", reply: `HTTP/1.1 999 X\r\n${length2}`, expected: '999 "hi" ended' },
  { name: "line ends before the reply", reply: `\r\n\r\n${ok}${length2}`, expected: fine },
  { name: "a line end behind the body", reply: `${ok}${length2}\r\n`, expected: fine },
  {
    name: "a length written twice, alike",
    reply: `${ok}content-length: 2\r\n${length2}`,
    expected: fine,
    undici: "truncated",
  },
  {
    name: "HTTP/1.0 with keep-alive",
    reply: `HTTP/1.0 200 OK\r\nconnection: keep-alive\r\n${length2}`,
    expected: fine,
  },
  {
    name: "several encodings, the last of them chunked",
    reply: `${ok}transfer-encoding: gzip\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n`,
    expected: fine,
  },
].map((row) => ({ ...row, isKept: true }));

const dropped: readonly ReplyCase[] = [
  {
    name: "connection: close",
    reply: `${ok}connection: keep-alive\r\nConnection: foo, Close\r\n${length2}`,
    expected: fine,
  },
  { name: "HTTP/1.0", reply: `HTTP/1.0 200 OK\r\n${length2}`, expected: fine },
  {
    name: "keep-alive: timeout=0",
    reply: `${ok}keep-alive: timeout=0\r\n${length2}`,
    expected: fine,
  },
  { name: "bytes behind the body", reply: `${ok}${length2}x`, expected: fine },
  {
    name: "another reply behind the body",
    reply: `${ok}${length2}${ok}${length2}`,
    expected: fine,
  },
  { name: "a body up to the close", reply: `${ok}\r\nhi`, ending: "fin", expected: fine },
  {
    name: "an empty body up to the close",
    reply: `${ok}\r\n`,
    ending: "fin",
    expected: '200 "" ended',
  },
  {
    name: "an unknown encoding: a body up to the close",
    reply: `${ok}transfer-encoding: chunked, gzip\r\n\r\nhi`,
    ending: "fin",
    expected: fine,
  },
];

const refused: readonly ReplyCase[] = [
  ["a banner of SSH", "SSH-2.0-OpenSSH_9\r\n"],
  ["a greeting of SMTP", "220 mail ready\r\n"],
  ["a page without headers", "<html>"],
  ["an alert of TLS", "\x15\x03\x01\x00\x02\x02\x46"],
  ["HTTP in small letters", `http/1.1 200 OK\r\n${length2}`],
  ["a status of two digits", `HTTP/1.1 20 OK\r\n${length2}`],
  ["a status of four digits", `HTTP/1.1 2000 OK\r\n${length2}`],
  ["a status below 100", `HTTP/1.1 099 OK\r\n${length2}`],
  ["two blanks before the status", `HTTP/1.1  200 OK\r\n${length2}`],
  ["HTTP/1.2", `HTTP/1.2 200 OK\r\n${length2}`],
  ["a bare LF behind the status", `HTTP/1.1 200 OK\n${length2}`],
  ["a bare LF behind a header", `${ok}a: b\n${length2}`],
  ["a folded header", `${ok}a: b\r\n c\r\n${length2}`],
  ["a blank before the first header", `${ok} a: b\r\n${length2}`],
  ["a blank before the colon", `${ok}a : b\r\n${length2}`],
  ["a header without a colon", `${ok}abc\r\n${length2}`],
  ["a header without a name", `${ok}: b\r\n${length2}`],
  ["a header name beyond ASCII", `${ok}x\xe9: b\r\n${length2}`],
  ["a control character in a header", `${ok}a: b\x01c\r\n${length2}`],
  ["a NUL in a header", `${ok}a: b\x00c\r\n${length2}`],
  ["a CR in a header", `${ok}a: b\rc\r\n${length2}`],
  ["more than 64 KB of headers", ok + long("x", 1000).repeat(70) + length2],
  ["one header of 70 KB", ok + long("x", 70_000) + length2],
  ["a length with a sign", `${ok}content-length: +2\r\n\r\nhi`],
  ["a negative length", `${ok}content-length: -2\r\n\r\nhi`],
  ["an empty length", `${ok}content-length:\r\n\r\nhi`],
].map(([name = "", reply = ""]) => ({ name, reply, expected: "protocol" }));

const refusedLater: readonly ReplyCase[] = [
  ["a size that is no number", `${chunked}zz\r\n`, ""],
  ["a size with 0x", `${chunked}0x2\r\n`, ""],
  ["no size", `${chunked}\r\n`, ""],
  ["a size beyond reason", `${chunked}ffffffffffffffffff\r\n`, ""],
  ["a bare LF behind a size", `${chunked}2\nhi`, ""],
  ["a control character in an extension", `${chunked}2;\x01\r\nhi`, ""],
  ["a bare LF behind the data", `${chunked}2\r\nhi\n0\r\n`, "hi"],
  ["more data than announced", `${chunked}2\r\nhixx`, "hi"],
  ["a trailer with a blank in its name", `${chunked}2\r\nhi\r\n0\r\nx t: 1\r\n\r\n`, "hi"],
  ["70 KB of trailers", `${chunked}2\r\nhi\r\n0\r\n${long("x", 1000).repeat(70)}`, "hi"],
].map(([name = "", reply = "", body]) => ({
  name,
  reply,
  expected: `200 ${JSON.stringify(body)} protocol`,
}));

/** Cut off: at each place in a reply, by a FIN and by a reset. */
const cutOff: readonly ReplyCase[] = [
  ["without a byte", "", "reset", "reset"],
  ["in the status line", "HTT", "truncated", "reset"],
  ["in the headers", `${ok}a: b`, "truncated", "reset"],
  ["after an interim reply", "HTTP/1.1 103 Hints\r\n\r\n", "truncated", "reset"],
  ["before the body", `${ok}content-length: 2\r\n\r\n`, '200 "" truncated', '200 "" reset'],
  ["in the body", `${ok}content-length: 2\r\n\r\nh`, '200 "h" truncated', '200 "h" reset'],
  ["in a size line", `${chunked}1`, '200 "" truncated', '200 "" reset'],
  ["in a chunk", `${chunked}2\r\nh`, '200 "h" truncated', '200 "h" reset'],
  ["between chunks", `${chunked}2\r\nhi\r\n`, '200 "hi" truncated', '200 "hi" reset'],
  [
    "before the trailers' end",
    `${chunked}2\r\nhi\r\n0\r\n`,
    '200 "hi" truncated',
    '200 "hi" reset',
  ],
].flatMap(([place = "", reply = "", closed = "", reset = ""]) => [
  { name: `a close ${place}`, reply, ending: "fin" as const, expected: closed },
  { name: `a reset ${place}`, reply, ending: "reset" as const, expected: reset },
]);

const allCases: readonly ReplyCase[] = [
  ...kept,
  ...dropped,
  ...refused,
  ...refusedLater,
  ...cutOff,
  {
    name: "a reset in a body up to the close",
    reply: `${ok}\r\nhi`,
    ending: "reset",
    expected: '200 "hi" reset',
    undici: fine,
  },
  {
    name: "a switch of protocols",
    reply: "HTTP/1.1 101 Switch\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nxx",
    expected: "protocol",
    undici: "truncated",
  },
];
describe.each(httpEngines)("$name", (engine) => {
  let harness = new ExchangeHarness(engine.createTransport);
  beforeEach(() => {
    harness = new ExchangeHarness(engine.createTransport);
  });
  afterEach(() => harness.close());

  /** Runs the case with the reply in the given pieces, and says in a line what was seen. */
  async function run({ ending }: ReplyCase, pieces: readonly string[]): Promise<string> {
    const scripted = await serveScripts(harness, [{ pieces, ending: ending ?? "stay" }]);
    const slot = scripted.transport.openSlot();
    const first = await new RecordedRequest(slot).over;
    // What comes behind a reply must have come before the next request: later it would belong to that.
    await scripted.played();
    const second = await new RecordedRequest(slot).over;
    const fate = second.connectMs === null ? "kept" : "dropped";
    return `${first.summary}, ${fate}, ${second.summary}`;
  }

  function expectedOf(row: ReplyCase): string {
    const differs = engine.name === "undici" && row.undici !== undefined;
    const fate = row.isKept === true && !differs ? "kept" : "dropped";
    return `${differs ? row.undici : row.expected}, ${fate}, 200 "second" ended`;
  }

  test.each(allCases)("reads $name", async (row) => {
    expect(await run(row, [row.reply])).toBe(expectedOf(row));
  });

  test.each(allCases.filter(({ reply }) => reply.length < 400))(
    "reads byte by byte $name",
    async (row) => {
      expect(await run(row, byteByByte(row.reply))).toBe(expectedOf(row));
    },
  );
});
