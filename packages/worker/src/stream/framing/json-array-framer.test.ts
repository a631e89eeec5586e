import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonArrayFramer } from "./json-array-framer.ts";
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

function frame(reads: readonly Uint8Array[], cap?: number): string[] {
  const transcript = new Transcript();
  const framer = new JsonArrayFramer(transcript, cap);
  for (const read of reads) {
    const own = Uint8Array.from(read);
    framer.push(own);
    own.fill(0x3f);
  }
  framer.end();
  return transcript.lines;
}

const elements = (text: string, cap?: number): string[] => frame([Buffer.from(text)], cap);

test.each([
  ["one element a line", '[{"a":1},\n{"b":2}]'],
  ["line ends around the commas", '[{"a":1}\r\n,\r\n{"b":2}\r\n]\r\n'],
  ["blanks everywhere", ' [ {"a":1} , {"b":2} ] '],
  ["an array that is not closed yet", '[{"a":1},{"b":2}'],
  ["no array around them", '{"a":1}\n{"b":2}'],
  ["two arrays", '[{"a":1}][{"b":2}]'],
])("delivers two elements with %s", (_name, text) => {
  expect(elements(text)).toEqual(['{"a":1}', '{"b":2}']);
});

test("delivers an element before the next one begins", () => {
  const transcript = new Transcript();
  const framer = new JsonArrayFramer(transcript);
  framer.push(Buffer.from('[{"a":[1,{"x":"]}"}]}'));
  expect(transcript.lines).toEqual(['{"a":[1,{"x":"]}"}]}']);
});

test.each([
  ["brackets, commas and quotes inside strings", ['{"a":"],}\\"["}', '{"b":"\\\\"}']],
  ["bare values", ["1", "null", '"a,]"', "-2.5"]],
  ["arrays", ["[1,[2]]", "[]", "{}"]],
])("takes %s for what they are", (_name, items) => {
  expect(elements(`[${items.join(",")}]`)).toEqual(items);
});

test.each([
  ["an element that the end cut off", '[{"a":1},{"b":', ['{"a":1}', 'cut off: {"b":']],
  ["a page of HTML", "<html>\n<p>\n", ["<html>", "<p>"]],
  ["nothing", "", []],
  ["an empty array", "[]", []],
])("hands on %s", (_name, text, expected) => {
  expect(elements(text)).toEqual(expected);
});

const value = fc.jsonValue({ maxDepth: 3 });

test("gives back every element of any printed array, however the bytes are cut", () => {
  const cutsOf = fc.array(fc.nat({ max: 300 }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), cutsOf, (values, cuts) => {
      const printed = values.map((item) => JSON.stringify(item));
      const bytes = Buffer.from(`[${printed.join("\r\n,\r\n")}\r\n]`);
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length];
      places.sort((a, b) => a - b);
      const reads = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      const trimmed = printed.map((item) => item.trim());
      expect(frame(reads).map((item) => item.trim())).toEqual(trimmed);
      expect(frame([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(frame([bytes]));
    }),
    { numRuns: 300 },
  );
});

test("stops at an element beyond the cap, and says so once", () => {
  const reads = ['[{"a":1}', ',{"a":"12345', "67890123456789", '"}', ',{"b":2}]'];
  expect(
    frame(
      reads.map((read) => Buffer.from(read)),
      16,
    ),
  ).toEqual(['{"a":1}', "overflow"]);
});
