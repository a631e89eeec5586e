import { expect, test } from "vitest";
import { readUsage, UsageKeeper } from "./usage.ts";
import type { Usage } from "./usage.ts";

const counts = (input: number | null, output: number | null, more?: Partial<Usage>): Usage => ({
  inputTokens: input,
  outputTokens: output,
  reasoningTokens: null,
  cachedTokens: null,
  ...more,
});

test.each<[string, Record<string, unknown>, Usage | null]>([
  [
    "OpenAI with details",
    {
      usage: {
        prompt_tokens: 9,
        completion_tokens: 5,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
    },
    counts(9, 5, { cachedTokens: 4, reasoningTokens: 3 }),
  ],
  [
    "details that are null",
    { usage: { prompt_tokens: 9, completion_tokens: 5, prompt_tokens_details: null } },
    counts(9, 5),
  ],
  [
    "DeepSeek's cache hits",
    { usage: { prompt_tokens: 9, completion_tokens: 5, prompt_cache_hit_tokens: 8 } },
    counts(9, 5, { cachedTokens: 8 }),
  ],
  ["the newer names", { usage: { input_tokens: 9, output_tokens: 5 } }, counts(9, 5)],
  ["Groq", { x_groq: { usage: { prompt_tokens: 9, completion_tokens: 5 } } }, counts(9, 5)],
  [
    "llama.cpp's timings",
    { timings: { prompt_n: 7, cache_n: 2, predicted_n: 5 } },
    counts(9, 5, { cachedTokens: 2 }),
  ],
  ["null", { usage: null }, null],
  ["nothing", {}, null],
  ["nonsense", { usage: { prompt_tokens: "9", completion_tokens: -1 } }, null],
  ["counts of no things", { usage: { prompt_tokens: 2.5, completion_tokens: 1e308 } }, null],
])("reads %s", (_name, chunk, expected) => {
  expect(readUsage(chunk)).toEqual(expected);
});

test("keeps the last report, but no zeros over counts", () => {
  const keeper = new UsageKeeper();
  expect(keeper.read(true)).toBeNull();
  keeper.take(counts(0, 0));
  expect(keeper.read(true)).toBeNull();
  expect(keeper.read(false)).toEqual(counts(0, 0));
  keeper.take(counts(9, 2));
  keeper.take(counts(0, 0));
  expect(keeper.read(true)).toEqual(counts(9, 2));
});

test("does not add up counts that ran along with the stream: they are of all choices", () => {
  const keeper = new UsageKeeper();
  keeper.take(counts(9, 1));
  keeper.take(counts(9, 3), 0);
  keeper.take(counts(9, 4), 1);
  expect(keeper.read(true)).toEqual(counts(9, 4));
});
