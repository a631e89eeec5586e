import fc from "fast-check";
import { expect, test } from "vitest";
import { openAiReader } from "./openai-reader.ts";
import { StreamProbe } from "./stream-probe.ts";

const solePiece = (value: unknown) => openAiReader.solePiece?.(value) ?? null;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

function teach(probe: StreamProbe, text: string): boolean {
  const piece = solePiece(parse(text));
  if (piece === null) return false;
  const bytes = Buffer.from(`..${text}..`);
  probe.learn(bytes, 2, bytes.length - 2, piece);
  return true;
}

function matches(probe: StreamProbe, text: string): boolean {
  const bytes = Buffer.from(`data: ${text}\n\n`);
  return probe.matches(bytes, 6, bytes.length - 2);
}

/** One way in which a server writes its chunks. */
interface Dialect {
  readonly indent: number;
  readonly isAscii: boolean;
  readonly contentFirst: boolean;
  readonly field: string;
  readonly extra: Record<string, unknown>;
}

const dialect: fc.Arbitrary<Dialect> = fc.record({
  indent: fc.constantFrom(0, 1),
  isAscii: fc.boolean(),
  contentFirst: fc.boolean(),
  field: fc.constantFrom(
    "content",
    "reasoning_content",
    "reasoning",
    "text",
    "arguments",
    "refusal",
  ),
  extra: fc.constantFrom(
    {},
    { usage: null },
    { model: 'the "content":"x" model', text: "content" },
    { choices_hint: { content: "a", text: "b" }, content: "top" },
    { error: null, usage: null, obfuscation: '\\"' },
  ),
});

function contentOf(field: string, text: string): Record<string, unknown> {
  if (field === "text") return { text };
  if (field === "arguments") {
    return { delta: { tool_calls: [{ index: 0, function: { arguments: text } }] } };
  }
  return { delta: { role: "assistant", [field]: text } };
}

function chunk(style: Dialect, text: string, change: Record<string, unknown> = {}): string {
  const content = contentOf(style.field, text);
  const rest = { index: 0, finish_reason: null, logprobs: null, ...change };
  const choice = style.contentFirst ? { ...content, ...rest } : { ...rest, ...content };
  const json = JSON.stringify({ id: "c-1", ...style.extra, choices: [choice] }, null, style.indent);
  if (!style.isAscii) return json;
  return json.replaceAll(
    /[\u0080-\uFFFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const someText = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    '"',
    "\\",
    '\\"',
    "\n\t",
    '","finish_reason":"stop',
    '"}}',
    "content",
    "é",
    "😀",
    "\u0000",
  ),
);

test("agrees with a full parse on every chunk of the dialect that it learned", () => {
  const plain = fc.tuple(dialect, fc.constantFrom("x", "word", "né"), someText);
  fc.assert(
    fc.property(plain, ([style, first, text]) => {
      const probe = new StreamProbe(solePiece);
      expect(teach(probe, chunk(style, first))).toBe(true);
      const next = chunk(style, text);
      // Half characters are looked at one by one.
      const isWhole = !/\uFFFD|\\ufffd/i.test(Buffer.from(next).toString());
      expect(matches(probe, next)).toBe(isWhole);
      expect(solePiece(parse(next))).toMatchObject({ kind: probe.kind, text });
    }),
    { numRuns: 400 },
  );
});

test("matches nothing that a full parse does not find plain", () => {
  const change = fc.constantFrom<Record<string, unknown>>(
    {},
    { finish_reason: "stop" },
    { index: 1 },
    { logprobs: { content: [] } },
    { delta: {} },
    { token_ids: [1] },
  );
  const edit = fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.string({ unit: "binary", maxLength: 3 }));
  const input = fc.tuple(dialect, fc.oneof(someText, fc.constant("")), change, fc.option(edit));
  fc.assert(
    fc.property(input, ([style, text, changed, edited]) => {
      const probe = new StreamProbe(solePiece);
      teach(probe, chunk(style, "x"));
      const next = damage(chunk(style, text, changed), edited);
      if (!matches(probe, next)) return;
      const piece = solePiece(parse(Buffer.from(next).toString()));
      expect(piece?.kind).toBe(probe.kind);
    }),
    { numRuns: 400 },
  );
});

function damage(text: string, edit: readonly [number, number, string] | null): string {
  if (edit === null) return text;
  const [place, removed, added] = edit;
  const at = place % (text.length + 1);
  return text.slice(0, at) + added + text.slice(at + removed);
}

const style: Dialect = {
  indent: 0,
  isAscii: false,
  contentFirst: false,
  field: "content",
  extra: {},
};

test.each([
  ["an empty text", ""],
  ["a broken escape", "\\x"],
  ["a cut escape", "\\u12"],
  ["a bare backslash at the end", "\\"],
  ["a bare control character", "\t"],
  ["a bare quote", 'a"b'],
])("does not match %s", (_name, raw) => {
  const probe = new StreamProbe(solePiece);
  teach(probe, chunk(style, "x"));
  expect(matches(probe, chunk(style, "MARK").replace("MARK", "fine"))).toBe(true);
  expect(matches(probe, chunk(style, "MARK").replace("MARK", raw))).toBe(false);
});

test("does not learn from two pieces, a finish, usage or an error", () => {
  const probe = new StreamProbe(solePiece);
  const two = { delta: { content: "a", reasoning: "b" } };
  for (const value of [
    { choices: [two] },
    { choices: [{ delta: { content: "a" }, finish_reason: "stop" }] },
    { choices: [{ delta: { content: "a" } }], usage: { completion_tokens: 1 } },
    { choices: [{ delta: { content: "a" } }], error: "x" },
    { choices: [{ delta: { content: "a" } }, { delta: {} }] },
  ]) {
    expect(teach(probe, JSON.stringify(value))).toBe(false);
  }
});

test("gives up learning where every event differs elsewhere too", () => {
  const probe = new StreamProbe(solePiece);
  const withId = (id: number): string => chunk({ ...style, extra: { id } }, "x");
  for (let id = 0; id < 4; id += 1) teach(probe, withId(id));
  expect(matches(probe, withId(3))).toBe(true);
  for (let id = 10; id < 20; id += 1) teach(probe, withId(id));
  expect(matches(probe, withId(19))).toBe(false);
});
