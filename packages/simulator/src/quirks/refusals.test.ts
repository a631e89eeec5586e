import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import { ask, type PlainReply, SimulatorFleet, toChat } from "../test-support/plain-client.ts";
import { askQuirk, readChunks, readReasons, readText } from "../test-support/quirk-client.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

const askWith = (id: string, changes = {}): Promise<PlainReply> =>
  ask(simulator, toChat({ model: `quirk-${id}`, max_tokens: 2, ...changes }));

test("F48 answers a request for a stream with one document", async () => {
  const reply = await askWith("F48", { stream: true });
  expect(reply.headers["content-type"]).toBe("application/json");
  expect(JSON.parse(reply.body).usage.completion_tokens).toBe(2);
});

test("F49 answers every request with a stream", async () => {
  const reply = await askWith("F49");
  expect(reply.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  expect(readText(readChunks({ text: reply.body })).split(" ")).toHaveLength(2);
  expect(reply.body).toMatch(/data: \[DONE\]\n\n$/);
});

test("F50 hides an overload behind 400", async () => {
  const reply = await askWith("F50");
  expect(reply.status).toBe(400);
  expect(JSON.parse(reply.body)).toMatchObject({ object: "error", code: 42_903 });
});

test("F51 tells of overload with a hint that the seed chooses", async () => {
  const replies = await Promise.all([0, 1, 2, 3, 4].map((seed) => askWith("F51", { seed })));
  expect(replies.map(({ status }) => status)).toEqual([429, 429, 503, 529, 429]);
  const [seconds, milliseconds, date, part, details] = replies;
  expect(seconds?.headers["retry-after"]).toBe("2");
  expect(milliseconds?.headers["retry-after-ms"]).toBe("1500");
  expect(Date.parse(date?.headers["retry-after"] ?? "") - Date.now()).toBeLessThan(2001);
  expect(part?.headers["retry-after"]).toBe("0.5");
  expect(JSON.parse(details?.body ?? "").error.details[0].retryDelay).toBe("17s");
});

test("F52 answers 503 to the first requests of each server", async () => {
  const own = await fleet.start();
  const statuses: number[] = [];
  for (let count = 0; count < 5; count += 1)
    statuses.push((await ask(own, toChat({ model: "quirk-F52", max_tokens: 1 }))).status);
  expect(statuses).toEqual([503, 503, 503, 200, 200]);
  expect((await ask(own, { path: "/health" })).status).toBe(200);
});

test("F52 of a whole server is also seen on its other paths", async () => {
  const own = await fleet.start({ quirk: "F52", as: "llama-cpp" });
  const first = await ask(own, { path: "/health" });
  expect(first.status).toBe(503);
  expect(JSON.parse(first.body).error.message).toBe("Loading model");
  expect((await ask(own, { path: "/v1/models" })).status).toBe(503);
  expect((await ask(own, { path: "/__truth" })).status).toBe(200);
  expect((await ask(own, toChat({ max_tokens: 1 }))).status).toBe(503);
  expect((await ask(own, { path: "/health" })).status).toBe(200);
  expect((await ask(own, toChat({ max_tokens: 1 }))).status).toBe(200);
});

test("F53 answers 422 with a list of details", async () => {
  const reply = await askWith("F53");
  expect(reply.status).toBe(422);
  expect(JSON.parse(reply.body).detail[0]).toMatchObject({ loc: ["body", "max_tokens"] });
});

test("F54 answers 401 with one word", async () => {
  const reply = await askWith("F54");
  expect([reply.status, reply.body]).toEqual([401, '{"error":"Unauthorized"}']);
});

test("F55 refuses fields that it does not know", async () => {
  const options = { stream: true, stream_options: { include_usage: true } };
  const reply = await askWith("F55", { ...options, seed: 7 });
  expect(reply.status).toBe(422);
  const fields = JSON.parse(reply.body).message.detail.map((one: { loc: string[] }) => one.loc[1]);
  expect(fields).toEqual(["stream_options", "seed"]);
  expect((await askWith("F55", { stream: true, temperature: 0 })).status).toBe(200);
});

test("F56 refuses stream_options without stream", async () => {
  const reply = await askWith("F56", { stream_options: { include_usage: true } });
  expect(reply.status).toBe(400);
  expect(JSON.parse(reply.body).error.param).toBe("stream_options");
  expect((await askWith("F56")).status).toBe(200);
});

test.each([8, 100])("F57 generates 16 tokens when %i are the limit", async (limit) => {
  const chunks = readChunks(await askQuirk(simulator, "F57", { max_tokens: limit }));
  expect(readText(chunks).split(" ")).toHaveLength(16);
  expect(readReasons(chunks).at(-1)).toBe("length");
});

test("F58 refuses a temperature of 0", async () => {
  const tgi = await fleet.start({ quirk: "F58", as: "tgi" });
  const askWithTemperature = (temperature: number): Promise<PlainReply> => {
    const parameters = { max_new_tokens: 2, temperature };
    return ask(tgi, { path: "/generate", body: { inputs: "one two", parameters } });
  };
  const reply = await askWithTemperature(0);
  expect(reply.status).toBe(422);
  expect(JSON.parse(reply.body).error_type).toBe("validation");
  expect((await askWithTemperature(0.5)).status).toBe(200);
});

test("F59 refuses every model but its own", async () => {
  const reply = await askWith("F59");
  expect(reply.status).toBe(404);
  expect(JSON.parse(reply.body).error.message).toContain("'sim-model'");
  const openLlm = await fleet.start({ quirk: "F59", modelName: "own" });
  const statuses = ["own", "other"].map(
    async (model) => (await ask(openLlm, toChat({ model }))).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 404]);
});
