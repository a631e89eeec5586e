import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import { SimulatorFleet, toPayloads } from "../test-support/plain-client.ts";
import { askQuirk } from "../test-support/quirk-client.ts";
import { askOnWire } from "../test-support/wire-client.ts";
import { errorShapeCount } from "./edits/error-payloads.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

const message = "The engine failed while generating";
// Role and four of eight tokens.
const eventsBefore = 5;

test("F43 sends an error in a shape that the seed chooses", async () => {
  const seeds = Array.from({ length: errorShapeCount }, (_, seed) => seed);
  const replies = await Promise.all(seeds.map((seed) => askQuirk(simulator, "F43", { seed })));
  const errors = replies.map(({ text }) => toPayloads(text).at(-1) ?? "");
  for (const [index, reply] of replies.entries()) {
    expect(reply.statusLine).toContain("200");
    expect(toPayloads(reply.text)).toHaveLength(eventsBefore + 1);
    expect(JSON.stringify(JSON.parse(errors[index] ?? ""))).toContain(message);
  }
  expect(new Set(errors.map((error) => error.replace(message, ""))).size).toBe(errorShapeCount);
  expect(JSON.parse(errors[0] ?? "").error.message).toBe(message);
});

test("F44 names the error in an event or in a field", async () => {
  const even = await askQuirk(simulator, "F44", { seed: 2 });
  expect(even.text.split("\n\n").at(-2)).toMatch(/^event: error\ndata: \{"error":/);
  const odd = await askQuirk(simulator, "F44", { seed: 1 });
  expect(odd.text.split("\n\n").at(-2)).toMatch(/^error: \{"error":/);
  expect(odd.text).not.toContain("[DONE]");
});

test("F44 is natural in the Messages API", async () => {
  const messages = [{ role: "user", content: "one two" }];
  const body = { model: "quirk-F44", max_tokens: 4, messages, stream: true };
  const { text } = await askOnWire(simulator, { path: "/v1/messages", body });
  expect(text.split("\n\n").at(-2)).toMatch(/^event: error\ndata: \{"type":"error","error":\{/);
});

test("F45 sends the error without framing", async () => {
  const { text, isComplete } = await askQuirk(simulator, "F45");
  const events = text.split("\n\n");
  expect(events).toHaveLength(eventsBefore + 1);
  expect(JSON.parse(events.at(-1) ?? "").error.message).toBe(message);
  expect(isComplete).toBe(true);
});

test("F46 sends raw text or the page of a proxy", async () => {
  const { text } = await askQuirk(simulator, "F46");
  expect(text.split("\n\n").at(-1)).toMatch(/^Engine callback timeout/);
  const page = await askQuirk(simulator, "F46", { seed: 1 });
  expect(page.text.split("\n\n").at(-1)).toMatch(/^<html>/);
});

test("F47 sends the end marker after an error", async () => {
  const payloads = toPayloads((await askQuirk(simulator, "F47")).text);
  expect(payloads).toHaveLength(eventsBefore + 2);
  expect(JSON.parse(payloads.at(-2) ?? "").error.message).toBe(message);
  expect(payloads.at(-1)).toBe("[DONE]");
});
