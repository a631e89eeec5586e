import { expect, it } from "vitest";
import {
  refusedRecord,
  streamedRecord,
  wholeRecord,
} from "../../../../test/support/request-records.ts";
import { toResponseSample } from "./response-sample.ts";

it("shows an answer with its times and tokens", () => {
  expect(toResponseSample(streamedRecord({ responseText: "Gnothi seauton." }))).toEqual({
    requestId: "r-0-0",
    user: 0,
    outcome: "succeeded",
    status: 200,
    outputTokens: 8,
    ttftMs: 98,
    e2eMs: 398,
    finishReason: "stop",
    text: "Gnothi seauton.",
  });
});

it("ends an answer in one piece with its body", () => {
  expect(toResponseSample(wholeRecord())).toMatchObject({ ttftMs: null, e2eMs: 408, text: null });
});

it("shows the reason of a failure instead of a text", () => {
  expect(toResponseSample(refusedRecord())).toMatchObject({
    outcome: "connect_refused",
    status: null,
    outputTokens: null,
    e2eMs: null,
    text: "connection refused",
  });
});

it("cuts a long answer", () => {
  const sample = toResponseSample(streamedRecord({ responseText: "a".repeat(10_000) }));
  expect(sample.text).toHaveLength(4000);
});
