// F31 to F42: counts, tokens and choices.
import { expect } from "vitest";
import { isComplete, isSound, type QuirkCase, lasting } from "./quirk-case.ts";

const fromUsage = { usage: { inputTokens: 2, outputTokens: 8 } };

/** Usage and what tokens an event holds. */
export const usageCases: readonly QuirkCase[] = [
  {
    id: "F31",
    behaviour: "Estimates tokens by events where no usage comes",
    check(driven) {
      isSound(driven);
      expect(driven.record.usage).toBeNull();
      expect(driven.measures.has("input_tokens")).toBe(false);
    },
  },
  {
    id: "F32",
    behaviour: "Passes over usage that is null",
    check(driven) {
      isSound(driven);
      expect(driven.record).toMatchObject(fromUsage);
    },
  },
  {
    id: "F33",
    behaviour:
      "Takes the last of cumulative usages, and reads the tokens of each event from their growth",
    check(driven) {
      isSound(driven);
      expect(driven.record).toMatchObject({ ...fromUsage, toldTokens: 8, firstEventTokens: 1 });
    },
  },
  {
    id: "F34",
    behaviour: "Takes usage from the finish chunk",
    check(driven) {
      isSound(driven);
      expect(driven.record).toMatchObject(fromUsage);
    },
  },
  {
    id: "F35",
    behaviour: "Takes the last of two usages and adds nothing up",
    check(driven) {
      isSound(driven);
      expect(driven.record).toMatchObject(fromUsage);
    },
  },
  {
    id: "F36",
    behaviour: "Takes zeros beside text for no usage, and estimates",
    check(driven) {
      isSound(driven);
      expect(driven.record.usage).toBeNull();
    },
  },
  {
    id: "F37",
    behaviour: "Reports the server's count, and says that it does not match what came",
    check(driven) {
      expect(driven.record).toMatchObject({ tokenEvents: 8, usage: { outputTokens: 7 } });
      expect(driven.measures.get("output_tokens")).toBe(7);
      expect(lasting(driven.warnings)).toEqual(["usage_mismatch"]);
    },
  },
  {
    id: "F37",
    behaviour: "Says when more was counted than the limit allows",
    request: { stream: false, prompt: "Say something of some length" },
    check(driven) {
      expect(driven.record).toMatchObject({ usage: { outputTokens: 13 } });
      expect(driven.warnings).toEqual(["over_limit"]);
    },
  },
  {
    id: "F38",
    behaviour: "Reads usage from a vendor's own field",
    provider: "groq",
    check(driven) {
      isSound(driven);
      expect(driven.record).toMatchObject(fromUsage);
    },
  },
  {
    id: "F39",
    behaviour: "Counts tokens by usage and gaps by event where events hold several tokens",
    check(driven) {
      isComplete(driven, { tokenEvents: 3 });
      const { firstTokenAtMs, lastTokenAtMs } = driven.record;
      const streamedMs = Number(lastTokenAtMs) - Number(firstTokenAtMs);
      // k₁ is not told: a third of the tokens came with the first of three events.
      const tpotMs = streamedMs / (8 - 8 / 3);
      expect(driven.measures.get("tpot") ?? 0).toBeCloseTo(tpotMs, 6);
    },
  },
  {
    id: "F40",
    behaviour: "Takes a token id without text for no event, and its count into the next",
    provider: "vllm",
    request: { extraBody: { return_token_ids: true } },
    check: (driven) => isComplete(driven, { tokenEvents: 4, toldTokens: 8, firstEventTokens: 2 }),
  },
  {
    id: "F41",
    behaviour: "Tells reasoning from answer in every field and between think tags",
    check(driven) {
      isComplete(driven, { sawReasoning: true });
      expect(driven.measures.get("ttfr")).toBeLessThanOrEqual(Number(driven.measures.get("ttfa")));
    },
  },
  {
    id: "F42",
    behaviour: "Keeps a state for each choice: the answer is complete when every one has finished",
    request: { choices: 2 },
    check(driven) {
      expect(driven.record).toMatchObject({ outcome: { kind: "succeeded" }, tokenEvents: 16 });
      expect(lasting(driven.warnings)).toEqual([]);
    },
  },
];
