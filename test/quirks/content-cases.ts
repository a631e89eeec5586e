// F19 to F30: what the chunks of a stream hold.
import { expect } from "vitest";
import { isComplete, isSound, type QuirkCase, unharmed } from "./quirk-case.ts";

/** Deltas, finish chunks, cumulative text. */
export const contentCases: readonly QuirkCase[] = [
  {
    id: "F19",
    behaviour: "Takes a role for no token: TTFT is the first content's, after the prompt was read",
    check(driven) {
      isSound(driven);
      const { firstEventAtMs, firstTokenAtMs } = driven.record;
      expect(Number(firstTokenAtMs)).toBeGreaterThan(Number(firstEventAtMs));
      expect(driven.measures.get("ttft")).toBeGreaterThan(95);
    },
  },
  unharmed("F20", "Takes null for no content"),
  unharmed("F21", "Passes over chunks without delta or choices"),
  unharmed("F22", 'Takes "", "null" and a missing field for an answer that goes on'),
  {
    id: "F23",
    behaviour: "Counts the text of the finish chunk before the finish",
    provider: "vllm",
    check: (driven) => isComplete(driven, { tokenEvents: 8, finishReason: expect.any(String) }),
  },
  unharmed("F24", "Ends with an empty finish chunk, which is no token"),
  {
    id: "F25",
    behaviour: "Keeps content that comes after the finish chunk, and does not fail",
    check: (driven) => isComplete(driven, { finishReason: expect.any(String) }),
  },
  unharmed("F26", "Passes over a role in every delta", { provider: "mindie" }),
  {
    id: "F27",
    behaviour: "Reads the delta where a message with the whole text stands beside it",
    request: { showResponse: 1 },
    check(driven) {
      isSound(driven);
      expect(driven.record.responseText?.split(" ")).toHaveLength(8);
    },
  },
  {
    id: "F28",
    behaviour: "Takes what is new in cumulative text for the token",
    provider: "sglang",
    endpoint: "sglang-generate",
    request: { showResponse: 1 },
    check(driven) {
      isSound(driven);
      expect(driven.record.responseText?.split(" ")).toHaveLength(8);
    },
  },
  {
    id: "F29",
    behaviour: "Takes a frame that repeats the same cumulative text for no token",
    provider: "sglang",
    endpoint: "sglang-generate",
    check: isSound,
  },
  {
    id: "F30",
    behaviour: "Goes on from the common beginning when cumulative text was rewritten, and says so",
    provider: "sglang",
    endpoint: "sglang-generate",
    check(driven) {
      isComplete(driven);
      expect(driven.warnings).toContain("text_rewritten");
    },
  },
];
