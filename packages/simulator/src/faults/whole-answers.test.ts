import { afterAll, expect, test } from "vitest";
import {
  ask,
  openSocket,
  SimulatorFleet,
  toChat,
  toPostBytes,
  waitUntil,
} from "../test-support/plain-client.ts";
import { readOverview, readTruth } from "../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

test.each([401, 404, 429, 500, 503])("answers %i with an error document", async (status) => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toChat({ model: `fault-status-${status}`, stream: true }));
  expect(reply.status).toBe(status);
  expect(JSON.parse(reply.body).error.message).not.toBe("");
  expect(reply.headers["retry-after"]).toBe(status === 429 ? "1" : undefined);
  expect(reply.headers["x-request-id"]).toBe("req-1");
});

test("answers a web page", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toChat({ model: "fault-html" }));
  expect([reply.status, reply.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(reply.body).toMatch(/^<!doctype html>/);
});

test("answers an event stream that is garbage, or empty", async () => {
  const simulator = await fleet.start();
  const garbage = await ask(simulator, toChat({ model: "fault-garbage", stream: true }));
  const empty = await ask(simulator, toChat({ model: "fault-empty-stream", stream: true }));
  for (const reply of [garbage, empty]) {
    expect(reply.status).toBe(200);
    expect(reply.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(reply.isComplete).toBe(true);
  }
  expect(garbage.body.charCodeAt(0)).toBe(0);
  expect(empty.body).toBe("");
});

test("reads a request and never answers, until the client goes away", async () => {
  const simulator = await fleet.start({ fault: "hang" });
  const wanted = { ...toChat(), headers: { "x-request-id": "h" } };
  const socket = await openSocket(simulator, toPostBytes(wanted));
  await waitUntil(async () => (await readOverview(simulator)).inFlight === 1);
  expect(await readTruth(simulator, "h")).toMatchObject({ state: "received", status: null });
  expect(socket.bytesRead).toBe(0);
  socket.destroy();
  await waitUntil(async () => (await readOverview(simulator)).cancelled === 1);
});

test("hits the share of requests that the configuration asks for", async () => {
  const simulator = await fleet.start({ fault: "status-500", faultShare: 0.25 });
  const ids = Array.from({ length: 80 }, (_, index) => `id-${index}`);
  const replies = await Promise.all(
    ids.map((id) =>
      ask(simulator, { ...toChat({ max_tokens: 1 }), headers: { "x-request-id": id } }),
    ),
  );
  const hit = replies.filter(({ status }) => status === 500).length;
  expect(hit).toBeGreaterThan(8);
  expect(hit).toBeLessThan(32);
  const overview = await readOverview(simulator);
  expect(overview).toMatchObject({ faulted: hit, completed: 80 - hit, received: 80 });
});

test("lets the model name overrule the fault of the configuration", async () => {
  const simulator = await fleet.start({ fault: "status-500" });
  expect((await ask(simulator, toChat({ model: "fault-html" }))).status).toBe(200);
});
