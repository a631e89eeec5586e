import fc from "fast-check";
import { expect, test } from "vitest";
import { LineFramer } from "./line-framer.ts";
import type { Terminator } from "./line-framer.ts";
import type { MessageSink } from "./message-sink.ts";

class Transcript implements MessageSink {
  readonly lines: string[] = [];
  onEvent(bytes: Buffer, start: number, end: number): void {
    this.lines.push(bytes.toString("utf8", start, end));
  }
  onUnterminatedEvent(bytes: Buffer, start: number, end: number): void {
    this.lines.push(`cut off: ${bytes.toString("utf8", start, end)}`);
  }
  onOverflow(): void {
    this.lines.push("overflow");
  }
}

function frame(reads: readonly Uint8Array[], terminator: Terminator, cap?: number): string[] {
  const transcript = new Transcript();
  const framer = new LineFramer(transcript, terminator, cap);
  for (const read of reads) {
    const own = Uint8Array.from(read);
    framer.push(own);
    // What a framer keeps it must have copied: the transport uses the memory again.
    own.fill(0x3f);
  }
  framer.end();
  return transcript.lines;
}

const lines = (text: string, cap?: number): string[] => frame([Buffer.from(text)], 0x0a, cap);
const parts = (text: string): string[] => frame([Buffer.from(text)], 0x00);

test.each([
  ["line feeds", '{"a":1}\n{"b":2}\n'],
  ["CRLF", '{"a":1}\r\n{"b":2}\r\n'],
  ["blank lines", '\n\n{"a":1}\n \n\r\n{"b":2}\n\n'],
  ["no last line end", '{"a":1}\n{"b":2}'],
  ["a byte order mark", '\uFEFF{"a":1}\n{"b":2}\n'],
  ["a great many of them", `${"\uFEFF".repeat(50_000)}{"a":1}\n{"b":2}\n`],
  ["blanks around", '  {"a":1}  \n\t{"b":2} \n'],
])("delivers two documents with %s", (_name, text) => {
  expect(lines(text)).toEqual(['{"a":1}', '{"b":2}']);
});

test.each([
  ["an object", JSON.stringify({ a: [1, { b: "}" }], c: "x\\" }, null, 4)],
  ["an array", JSON.stringify([{ a: 1 }, { b: [] }], null, 1)],
  ["a document without indents", '{\n"a": {\n"b": 1\n}\n}'],
])("keeps %s that is printed over several lines together", (_name, text) => {
  expect(lines(`${text}\n{"next":1}\n`)).toEqual([text, '{"next":1}']);
  expect(lines(text)).toEqual([text]);
});

test.each([
  ["HTML", "<html>\n<body>\n", ["<html>", "<body>"]],
  ["a sentence without a line end", "Bad gateway", ["cut off: Bad gateway"]],
  ["a document that the end cut off", '{"a":1}\n{"b":', ['{"a":1}', 'cut off: {"b":']],
  ["a pretty document that the end cut off", '{\n "b": 1,\n', ['cut off: {\n "b": 1,']],
  ["a line that stops inside a string", '{"a":"x\n{"b":2}\n', ['{"a":"x', '{"b":2}']],
  ["glued documents", '{"a":1}{"b":2}\n', ['{"a":1}{"b":2}']],
  ["nothing", "", []],
])("hands on %s", (_name, text, expected) => {
  expect(lines(text)).toEqual(expected);
});

test("cuts at NUL bytes and takes line ends for blanks", () => {
  expect(parts('{"a":1}\0{\n "b": 2\n}\0\n\0{"c":3}')).toEqual([
    '{"a":1}',
    '{\n "b": 2\n}',
    '{"c":3}',
  ]);
});

test("hands on a NUL-terminated document that the end cut off", () => {
  expect(parts('{"a":1}\0{"b":')).toEqual(['{"a":1}', 'cut off: {"b":']);
});

const document = fc.oneof(
  fc.tuple(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(0, 1, 4)).map(([value, indent]) =>
    // Bare values are allowed on one line only.
    JSON.stringify(value, null, typeof value === "object" ? indent : 0),
  ),
  fc.constantFrom("<p>", "}", '{"a', "{]", "", "\uFEFF{}", '{"a":{}\n,"b":1}'),
);
const stream = (end: string) =>
  fc.array(fc.tuple(document, fc.constantFrom(end, `\r${end}`)), { maxLength: 8 });

test.each<[string, Terminator]>([
  ["line feeds", 0x0a],
  ["NUL bytes", 0x00],
])("gives the same documents however the bytes are cut, with %s", (_name, terminator) => {
  const cutsOf = fc.array(fc.nat({ max: 200 }), { maxLength: 8 });
  fc.assert(
    fc.property(stream(String.fromCharCode(terminator)), cutsOf, (pieces, cuts) => {
      const bytes = Buffer.from(pieces.flat().join(""));
      const whole = frame([bytes], terminator);
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length];
      places.sort((a, b) => a - b);
      const reads = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(frame(reads, terminator)).toEqual(whole);
      expect(
        frame(
          [...bytes].map((byte) => Uint8Array.of(byte)),
          terminator,
        ),
      ).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});

test("keeps every printed document whole", () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(objects, fc.nat({ max: 4 }), (values, indent) => {
      const printed = values.map((value) => JSON.stringify(value, null, indent));
      expect(lines(printed.join("\n"))).toEqual(printed);
    }),
  );
});

test("holds a document of several megabytes that comes in small reads", () => {
  const text = `{"a":"${"x".repeat(3 * 1024 * 1024)}"}`;
  const bytes = Buffer.from(`${text}\n{"b":2}\n`);
  const reads = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, index) =>
    bytes.subarray(index * 65_536, (index + 1) * 65_536),
  );
  expect(frame(reads, 0x0a)).toEqual([text, '{"b":2}']);
});

test("stops at a document beyond the cap, and says so once", () => {
  const reads = ['{"a":1}\n', '{"a":"12345', "67890123456789", '"}\n', '{"b":2}\n'];
  const bytes = reads.map((read) => Buffer.from(read));
  expect(frame(bytes, 0x0a, 16)).toEqual(['{"a":1}', "overflow"]);
  expect(lines(`{\n${' "a":1,\n'.repeat(9)}}\n{}\n`, 16)).toEqual(["overflow"]);
});
