import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import { SimulatorFleet } from "../test-support/plain-client.ts";
import { askQuirk, readChunks, readReasons } from "../test-support/quirk-client.ts";
import { readTruth } from "../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

test("F14 ends without an end marker", async () => {
  const reply = await askQuirk(simulator, "F14");
  expect(reply.text).not.toContain("[DONE]");
  expect(readReasons(readChunks(reply)).at(-1)).toBe("length");
  expect(reply.isComplete).toBe(true);
});

test("F15 sends bytes behind the end marker and leaves the body open", async () => {
  const reply = await askQuirk(simulator, "F15");
  expect(reply.text).toMatch(/data: \[DONE\]\n\ndata: \{"late":true\}\n\n: bye\n\n$/);
  expect(reply.endedAtMs).toBeGreaterThan(990);
  expect(reply.endedAtMs).toBeGreaterThan(reply.seenAtMs("[DONE]"));
  expect(reply.isComplete).toBe(true);
});

test("F16 ends without the last blank line", async () => {
  const reply = await askQuirk(simulator, "F16");
  const last = reply.text.split("\n\n").at(-1) ?? "";
  expect(JSON.parse(last.slice("data: ".length)).choices[0].finish_reason).toBe("length");
  expect(reply.isComplete).toBe(true);
});

test("F17 stops inside an event and resets the connection", async () => {
  const reply = await askQuirk(simulator, "F17");
  const events = reply.text.split("\n\n");
  expect(events).toHaveLength(6);
  expect(events.at(-1)).toMatch(/^data: \{[^}]*/);
  expect(() => JSON.parse(events.at(-1)?.slice("data: ".length) ?? "")).toThrow(SyntaxError);
  expect(reply.isComplete).toBe(false);
  expect(reply.wasReset).toBe(true);
});

test("F18 ends properly, without finish reason and end marker", async () => {
  const reply = await askQuirk(simulator, "F18");
  expect(reply.isComplete).toBe(true);
  expect(readChunks(reply)).toHaveLength(5);
  expect(readReasons(readChunks(reply)).every((reason) => reason === null)).toBe(true);
  expect((await readTruth(simulator, reply.headers["x-request-id"] ?? "")).state).toBe("faulted");
});
