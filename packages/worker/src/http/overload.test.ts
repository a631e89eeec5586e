// What the record says when a server has too much to do, and that nothing is tried again.

import { afterEach, expect, test } from "vitest";
import { ExchangeHarness, verdictOf, wire } from "../../../../test/support/exchange-harness.ts";

const { reply } = wire;
const harness = new ExchangeHarness();
afterEach(() => harness.close());

const quota = {
  code: 429,
  message: "quota exceeded",
  status: "RESOURCE_EXHAUSTED",
  details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "17s" }],
};
const fullEngine = { object: "error", message: "the engine is full", code: 42903 };

test.each<[string, Buffer, string, number | null]>([
  [
    "seconds",
    reply("429 Too Many", "slow down", "retry-after: 3\r\n"),
    "rate_limited: HTTP 429: slow down (retry after 3 s)",
    3000,
  ],
  [
    "milliseconds",
    reply("429 Too Many", "slow down", "retry-after: 3\r\nretry-after-ms: 2100\r\n"),
    "rate_limited: HTTP 429: slow down (retry after 2.1 s)",
    2100,
  ],
  [
    "a used-up limit",
    reply(
      "429 Too Many",
      "slow down",
      "x-ratelimit-remaining-tokens: 0\r\nx-ratelimit-reset-tokens: 6m0s\r\n",
    ),
    "rate_limited: HTTP 429: slow down (retry after 360 s)",
    360_000,
  ],
  [
    "a detail of the error",
    reply("429 Too Many", JSON.stringify([{ error: quota }])),
    "rate_limited: HTTP 429: quota exceeded (429, RESOURCE_EXHAUSTED) (retry after 17 s)",
    17_000,
  ],
  [
    "a loading model",
    reply("503 Unavailable", '{"detail":"loading"}', "retry-after: 30\r\n"),
    "overloaded: HTTP 503: loading (retry after 30 s)",
    30_000,
  ],
  [
    "no wish",
    reply("529 Overloaded", '{"type":"error","error":{"type":"busy","message":"Overloaded"}}'),
    "overloaded: HTTP 529: Overloaded (busy)",
    null,
  ],
  [
    "a code inside another status",
    reply("400 Bad Request", JSON.stringify(fullEngine)),
    "overloaded: HTTP 400: the engine is full (42903)",
    null,
  ],
])("records a refusal with %s", async (_name, answer, verdict, retryAfterMs) => {
  let requests = 0;
  const transport = await harness.serve((socket) => {
    requests += 1;
    socket.write(answer);
  });
  const ran = await harness.run(transport.openSlot());
  expect([verdictOf(ran), ran.record.retryAfterMs]).toEqual([verdict, retryAfterMs]);
  expect(requests).toBe(1);
});

test("records the wait until a date", async () => {
  const date = new Date(Date.now() + 60_000).toUTCString();
  const transport = await harness.serve((socket) =>
    socket.write(reply("503 Unavailable", "", `retry-after: ${date}\r\n`)),
  );
  const { record } = await harness.run(transport.openSlot());
  expect(record.retryAfterMs).toBeGreaterThan(50_000);
  expect(record.retryAfterMs).toBeLessThanOrEqual(60_000);
});

test("keeps the counts of the headers that the body leaves out", async () => {
  const answer = JSON.stringify({
    choices: [{ message: { content: "Hi" }, finish_reason: "stop" }],
    usage: { completion_tokens: 64 },
  });
  const headers = "x-queue-time: 3\r\nx-prompt-tokens: 17\r\n";
  const transport = await harness.serve((socket) => socket.write(reply("200 OK", answer, headers)));
  const { record } = await harness.run(transport.openSlot(), { isStreamRequest: false });
  expect(record.usage).toMatchObject({ inputTokens: 17, outputTokens: 64 });
});

test("records what the headers of a good reply say about times and counts", async () => {
  const answer = JSON.stringify({
    choices: [{ message: { content: "Hi" }, finish_reason: "stop" }],
  });
  const headers = [
    "x-queue-time: 3",
    "x-total-time: 120",
    "x-prompt-tokens: 17",
    "x-generated-tokens: 64",
    "",
  ].join("\r\n");
  const transport = await harness.serve((socket) => socket.write(reply("200 OK", answer, headers)));
  const ran = await harness.run(transport.openSlot(), { isStreamRequest: false });
  expect(verdictOf(ran)).toBe("succeeded");
  expect(ran.record).toMatchObject({
    timings: { queueMs: 3, firstTokenMs: null, totalMs: 120 },
    usage: { inputTokens: 17, outputTokens: 64 },
    retryAfterMs: null,
  });
});
