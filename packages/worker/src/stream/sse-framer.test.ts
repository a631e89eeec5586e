import fc from "fast-check";
import { expect, test } from "vitest";
import { SseFramer } from "./sse-framer.ts";
import type { SseSink } from "./sse-framer.ts";

class Transcript implements SseSink {
  readonly lines: string[] = [];
  #add(kind: string, bytes: Buffer, range: readonly [number, number], isError = false): void {
    this.lines.push(`${isError ? "error " : ""}${kind}:${bytes.toString("utf8", ...range)}`);
  }
  onEvent(bytes: Buffer, start: number, end: number, isError: boolean): void {
    this.#add("event", bytes, [start, end], isError);
  }
  onUnterminatedEvent(bytes: Buffer, start: number, end: number, isError: boolean): void {
    this.#add("unterminated", bytes, [start, end], isError);
  }
  onRawLine(bytes: Buffer, start: number, end: number): void {
    this.#add("raw", bytes, [start, end]);
  }
  onOverflow(): void {
    this.lines.push("overflow");
  }
}

function frame(reads: readonly Uint8Array[], cap?: number): string[] {
  const transcript = new Transcript();
  const framer = new SseFramer(transcript, cap);
  for (const read of reads) {
    const own = Uint8Array.from(read);
    framer.push(own);
    // What a framer keeps it must have copied: the transport uses the memory again.
    own.fill(0x3f);
  }
  framer.end();
  return transcript.lines;
}

const frameText = (text: string, cap?: number): string[] => frame([Buffer.from(text)], cap);

test.each([
  ["LF", "data: a\n\ndata: b\n\n"],
  ["CRLF", "data: a\r\n\r\ndata: b\r\n\r\n"],
  ["CR", "data: a\r\rdata: b\r\r"],
  ["mixed ends", "data: a\r\n\ndata: b\r\r\n"],
  ["a byte order mark", "\uFEFFdata: a\n\ndata: b\n\n"],
  ["no space after the colon", "data:a\n\ndata:b\n\n"],
  ["comments between lines", ": ping\n\ndata: a\n:\n\n: b\ndata: b\n\n"],
  ["ids, retries and unknown fields", "id: 1\nretry: 3\ndata: a\n\nfoo: x\nbar\ndata: b\nid\n\n"],
])("delivers two events with %s", (_name, text) => {
  expect(frameText(text)).toEqual(["event:a", "event:b"]);
});

test.each([
  ["removes one leading space only", "data:  a \n\n", ["event: a "]],
  ["joins several data lines", "data: {\ndata:  1\ndata:}\n\n", ["event:{\n 1\n}"]],
  ["reads a data line without a colon as empty", "data\n\n", ["event:"]],
  ["drops events without data", ": c\n\nid: 7\n\nevent: ping\n\n\n\n", []],
  ["marks an event named error", "event: error\ndata: x\n\n", ["error event:x"]],
  ["marks an error field", "error: {}\n\ndata: a\n\n", ["error event:{}", "event:a"]],
  ["forgets an error mark with its event", "event: error\n\ndata: a\n\n", ["event:a"]],
  ["keeps a byte order mark that is not first", "data: \uFEFFa\n\n", ["event:\uFEFFa"]],
  ["hands on an event without its blank line", "data: a\n", ["unterminated:a"]],
  ["hands on a last line without its end", "data: a\n\ndata: b", ["event:a", "unterminated:b"]],
  ["finds nothing in an empty stream", "", []],
])("%s", (_name, text, expected) => {
  expect(frameText(text)).toEqual(expected);
});

test.each([
  ["HTML", "<html>\n<body>\n", ["raw:<html>", "raw:<body>"]],
  ["a bare sentence", "Engine callback timeout: 5\n\n", ["raw:Engine callback timeout: 5"]],
  ["bare JSON without a line end", '{"error":"x"}', ['raw:{"error":"x"}']],
  ["a word too long for a field", `${"x".repeat(40)}\n`, [`raw:${"x".repeat(40)}`]],
])("reports %s as raw text", (_name, text, expected) => {
  expect(frameText(text)).toEqual(expected);
});

const line = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => `data: ${text}`),
  fc.constantFrom(
    "data",
    "data:",
    ": ping",
    "event: error",
    "event: x",
    "id: 3",
    "<p>",
    "error: e",
  ),
  fc.constant(""),
);
const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
const stream = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(line, lineEnd), { maxLength: 12 }), line)
  .map(([hasMark, lines, last]) => (hasMark ? "\uFEFF" : "") + lines.flat().join("") + last);

test("gives the same events however the bytes are cut", () => {
  fc.assert(
    fc.property(stream, fc.array(fc.nat({ max: 200 }), { maxLength: 8 }), (text, cuts) => {
      const bytes = Buffer.from(text);
      const whole = frame([bytes]);
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length];
      places.sort((a, b) => a - b);
      const reads = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(frame(reads)).toEqual(whole);
      expect(frame([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});

test("holds an event of several megabytes that comes in small reads", () => {
  const text = "x".repeat(3 * 1024 * 1024);
  const bytes = Buffer.from(`data: ${text}\n\ndata: b\n\n`);
  const reads = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, index) =>
    bytes.subarray(index * 65_536, (index + 1) * 65_536),
  );
  expect(frame(reads)).toEqual([`event:${text}`, "event:b"]);
});

test("stops at a line beyond the cap, and says so once", () => {
  const reads = ["data: a\n\n", "data: 12345", "6789012345", "678\n\n", "data: b\n\n"];
  expect(
    frame(
      reads.map((read) => Buffer.from(read)),
      16,
    ),
  ).toEqual(["event:a", "overflow"]);
});

test("stops at an event whose data lines together pass the cap", () => {
  const lines = "data: 1234567\n".repeat(4);
  expect(frameText(`${lines}\n`, 16)).toEqual(["overflow"]);
});
