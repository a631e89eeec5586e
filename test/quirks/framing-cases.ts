// F01 to F18: how events are framed, cut and ended.
import { expect } from "vitest";
import { isComplete, isFailure, isSound, type QuirkCase, unharmed, lasting } from "./quirk-case.ts";

/** Framing and ends of streams. */
export const framingCases: readonly QuirkCase[] = [
  unharmed("F01", "Reads fields without a space after the colon", {
    provider: "tgi",
    endpoint: "tgi-generate",
  }),
  unharmed("F02", "Takes blanks around the JSON for nothing", { provider: "trtllm" }),
  unharmed("F03", "Takes CR LF for one line end", { provider: "webui" }),
  unharmed("F04", "Reads LF, CR and CR LF, mixed and cut between reads"),
  {
    id: "F05",
    behaviour: "Takes comments for no token: they do not end the wait for the first one",
    check(driven) {
      isSound(driven);
      expect(driven.measures.get("ttft")).toBeGreaterThan(55);
    },
  },
  unharmed("F06", "Passes over events with blank data"),
  unharmed("F07", "Passes over comments, ids and event names without data"),
  unharmed("F08", "Joins several data lines of one event"),
  {
    id: "F09",
    behaviour: "Reads every JSON value of an event, and counts each as a token event",
    check: isSound,
  },
  {
    id: "F10",
    behaviour:
      "Delivers all events of one read at its time: one gap, the others counted as coalesced",
    check(driven) {
      isSound(driven);
      expect(driven.record.coalescedEvents).toBeGreaterThan(0);
    },
  },
  unharmed("F11", "Puts an event together from reads of one byte"),
  {
    id: "F12",
    behaviour: "Keeps characters whole that are cut between reads",
    request: { showResponse: 1 },
    check(driven) {
      isSound(driven);
      expect(driven.record.responseText).toMatch(/\p{L}/u);
      expect(/[^ -~]/.test(driven.record.responseText ?? "")).toBe(true);
      expect(driven.record.responseText).not.toContain("\uFFFD");
    },
  },
  {
    id: "F13",
    behaviour: "Keeps half characters that the server gave up on, and says so",
    check(driven) {
      isComplete(driven, { tokenEvents: 8 });
      expect(lasting(driven.warnings)).toEqual(["replacement_character"]);
    },
  },
  {
    id: "F14",
    behaviour: "Takes the finish reason for the end where no [DONE] comes",
    provider: "grps",
    check: (driven) => isComplete(driven, { finishReason: "stop", tokenEvents: 8 }),
  },
  {
    id: "F15",
    behaviour: "Ends the answer with [DONE] and waits at most a second for the body's end",
    check(driven) {
      isComplete(driven, { tokenEvents: 8 });
      expect(lasting(driven.warnings)).toEqual(["data_after_done"]);
      expect(driven.measures.get("e2e")).toBeLessThan(800);
    },
  },
  {
    id: "F16",
    behaviour: "Reads a last event that has no blank line after it, and says so",
    check(driven) {
      isComplete(driven, { tokenEvents: 8 });
      expect(lasting(driven.warnings)).toEqual(["unterminated_last_event"]);
    },
  },
  {
    id: "F17",
    behaviour: "Fails an answer whose connection is reset inside it; what had come is counted",
    check(driven) {
      isFailure(driven, "reset");
      expect(driven.record.tokenEvents).toBeGreaterThan(0);
      expect(driven.measures.has("ttft")).toBe(true);
    },
  },
  {
    id: "F18",
    behaviour: "Fails an answer that ends well-formed but unfinished",
    check(driven) {
      isFailure(driven, "truncated");
      expect(driven.record.tokenEvents).toBe(4);
    },
  },
];
