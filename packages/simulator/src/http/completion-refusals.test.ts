import { afterAll, expect, test } from "vitest";
import {
  ask,
  openSocket,
  type PlainReply,
  SimulatorFleet,
  toChat,
} from "../test-support/plain-client.ts";
import { readOverview, readTruth } from "../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const toError = (reply: PlainReply): { message: string; param: string | null; type: string } =>
  JSON.parse(reply.body).error;

test.each([
  [{ n: 0 }, "n", "n is 0, but must be a whole number from 1 to 16"],
  [{ max_tokens: 0 }, "max_tokens", "max_tokens is 0"],
  [{ max_completion_tokens: "9" }, "max_completion_tokens", 'max_completion_tokens is "9"'],
  [{ stream: "yes" }, "stream", 'stream is "yes", but must be true or false'],
  [{ seed: 1.5 }, "seed", "seed is 1.5"],
  [{ stream_options: { include_usage: true } }, "stream_options", "only allowed with stream"],
  [{ stream: true, stream_options: [] }, "stream_options", "must be an object"],
  [{ model: "" }, "model", "model is missing"],
  [{ messages: [] }, "messages", "messages is missing"],
  [{ messages: ["hello"] }, "messages", "each message must have a role"],
  [{ messages: [{ role: "user", content: 5 }] }, "messages", "each message must have a role"],
  [{ max_tokens: 200_000 }, null, "The context is 131072 tokens, but 200004 were asked for"],
  [{ model: "fault-status-418" }, "model", 'There is no fault "status-418"'],
  [{ model: "quirk-F99" }, "model", 'There is no fault "F99"'],
])("refuses %j with 400 and says why", async (changes, param, sentence) => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toChat(changes));
  expect(reply.status).toBe(400);
  expect(toError(reply)).toMatchObject({ param, type: "invalid_request_error" });
  expect(toError(reply).message).toContain(sentence);
});

test.each(["{bad", "[]", '"text"', "", "null"])("refuses the body %j with 400", async (body) => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, { path: "/v1/completions", body, method: "POST" });
  expect(reply.status).toBe(400);
  expect(toError(reply).message).toBe("The body must be a JSON object");
});

test("refuses more than one prompt", async () => {
  const simulator = await fleet.start();
  const body = { model: "m", prompt: ["a", "b"] };
  const reply = await ask(simulator, { path: "/v1/completions", body });
  expect(reply.status).toBe(400);
  expect(toError(reply).param).toBe("prompt");
});

test("answers 404 for an unknown path and 405 for a wrong method, as JSON", async () => {
  const simulator = await fleet.start();
  const unknown = await ask(simulator, { path: "/v1/audio", body: {} });
  expect([unknown.status, toError(unknown).message]).toEqual([404, "There is no POST /v1/audio"]);
  const wrong = await ask(simulator, { path: "/v1/completions" });
  expect([wrong.status, wrong.headers.allow]).toEqual([405, "POST"]);
});

test("wants the bearer token on /v1 when one is set, and nowhere else", async () => {
  const simulator = await fleet.start({ apiKey: "sk-1" });
  const wrong = { authorization: "Bearer sk-2" };
  const right = { authorization: "Bearer sk-1" };
  expect((await ask(simulator, toChat())).status).toBe(401);
  const refused = await ask(simulator, { ...toChat(), headers: wrong });
  expect([refused.status, toError(refused).type]).toEqual([401, "authentication_error"]);
  expect((await ask(simulator, { path: "/v1/models", headers: wrong })).status).toBe(401);
  expect((await ask(simulator, { path: "/v1/models", headers: right })).status).toBe(200);
  expect((await ask(simulator, { ...toChat({ max_tokens: 1 }), headers: right })).status).toBe(200);
  expect((await ask(simulator, { path: "/health" })).status).toBe(200);
});

test("answers bytes that are not HTTP with 400 and closes", async () => {
  const simulator = await fleet.start();
  const socket = await openSocket(simulator, "NOT HTTP AT ALL\r\n\r\n");
  const bytes = await new Promise<string>((resolve) => {
    let text = "";
    socket.on("data", (part) => {
      text += String(part);
    });
    socket.on("end", () => resolve(text));
  });
  expect(bytes).toMatch(/^HTTP\/1.1 400 /);
  expect(bytes).toContain("The request is not valid HTTP");
});

test("notes refused requests in the truth log", async () => {
  const simulator = await fleet.start();
  await ask(simulator, { ...toChat({ n: 17 }), headers: { "x-request-id": "bad" } });
  expect(await readTruth(simulator, "bad")).toMatchObject({ state: "refused", status: 400 });
  expect(await readOverview(simulator)).toMatchObject({ received: 1, refused: 1, inFlight: 0 });
});
