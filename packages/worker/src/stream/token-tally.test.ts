import { expect, test } from "vitest";
import { emptyMessage } from "./reply-reader.ts";
import type { Message } from "./reply-reader.ts";
import { TokenTally } from "./token-tally.ts";
import { UsageKeeper } from "./usage.ts";

interface Event {
  readonly text?: string;
  readonly tokens?: number;
  readonly output?: number;
  readonly finish?: string;
}

const toMessage = ({ text = "", tokens = 0, output, finish }: Event): Message => {
  const pieces = text === "" ? [] : [{ kind: "text", key: "k", text } as const];
  const usage = { inputTokens: 1, reasoningTokens: null, cachedTokens: null };
  return {
    ...emptyMessage,
    choices: [{ index: 0, pieces, finishReason: finish ?? null, tokens }],
    usage: output === undefined ? null : { ...usage, outputTokens: output },
  };
};

function tally(events: readonly Event[]): TokenTally {
  const counts = new TokenTally();
  const kept = new UsageKeeper();
  for (const message of events.map(toMessage)) {
    counts.add(message, kept);
    if (message.usage !== null) kept.take(message.usage);
  }
  return counts;
}

test("counts events with content, and nothing told when nothing is told", () => {
  expect(tally([{ text: "a" }, {}, { text: "b" }, { finish: "stop" }])).toMatchObject({
    events: 2,
    toldTokens: 0,
    toldEvents: 0,
    firstEventTokens: null,
  });
});

test("reads tokens of an event from usage that grows along the stream", () => {
  const events = [
    { text: "ab", output: 2 },
    { text: "c", output: 3 },
    { finish: "stop", output: 3 },
  ];
  expect(tally(events)).toMatchObject({
    events: 2,
    toldTokens: 3,
    toldEvents: 2,
    firstEventTokens: 2,
  });
});

test("takes usage that comes only with the last text for the whole answer's, not that text's", () => {
  const events = [{ text: "a" }, { text: "b", output: 9, finish: "stop" }];
  expect(tally(events)).toMatchObject({ events: 2, toldTokens: 0, firstEventTokens: null });
});

test("adds tokens whose text was held back to the event that brings it", () => {
  const events = [{ tokens: 1 }, { text: "a", tokens: 2 }, { text: "b", tokens: 1 }];
  expect(tally(events)).toMatchObject({
    events: 2,
    toldTokens: 4,
    toldEvents: 2,
    firstEventTokens: 3,
  });
});

test("counts an end-of-sequence id, which has no text", () => {
  expect(
    tally([
      { text: "a", tokens: 1 },
      { tokens: 1, finish: "stop" },
    ]),
  ).toMatchObject({
    events: 1,
    toldTokens: 2,
  });
});
