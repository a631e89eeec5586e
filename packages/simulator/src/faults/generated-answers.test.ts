import { Agent, request } from "node:http";
import { afterAll, expect, test } from "vitest";
import {
  ask,
  openSocket,
  SimulatorFleet,
  toChat,
  toPayloads,
  toPostBytes,
  waitUntil,
} from "../test-support/plain-client.ts";
import { readOverview, readTruth } from "../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const toFaulty = (fault: string, changes: Record<string, unknown> = {}) => ({
  ...toChat({ model: `fault-${fault}`, stream: true, max_tokens: 8, ...changes }),
  headers: { "x-request-id": fault },
});

// Role, four of eight tokens: what a stream that is interrupted midway has sent.
const chunksBeforeMidway = 5;

test("ends properly without a single token", async () => {
  const simulator = await fleet.start();
  const options = { stream_options: { include_usage: true } };
  const payloads = toPayloads((await ask(simulator, toFaulty("no-tokens", options))).body);
  expect(payloads).toHaveLength(4);
  expect(JSON.parse(payloads[1] ?? "").choices[0].finish_reason).toBe("stop");
  expect(JSON.parse(payloads[2] ?? "").usage.completion_tokens).toBe(0);
  expect(payloads[3]).toBe("[DONE]");
  const whole = await ask(simulator, toFaulty("no-tokens", { stream: false }));
  expect(JSON.parse(whole.body).choices[0].message.content).toBe("");
});

test("leaves out the end marker", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toFaulty("no-done"));
  expect(toPayloads(reply.body)).toHaveLength(10);
  expect(reply.body).not.toContain("[DONE]");
});

test("ends every line with CR LF", async () => {
  const simulator = await fleet.start();
  const { body } = await ask(simulator, toFaulty("crlf"));
  expect(body.split("\r\n\r\n")).toHaveLength(12);
  expect(body.replaceAll("\r\n", "")).not.toContain("\n");
});

test("answers a request for a stream with one document", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toFaulty("not-streamed"));
  expect(reply.headers["content-type"]).toBe("application/json");
  expect(JSON.parse(reply.body).usage.completion_tokens).toBe(8);
  expect((await readTruth(simulator, "not-streamed")).isStreamed).toBe(false);
});

test.each([true, false])("closes the connection after each answer (stream: %s)", async (stream) => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toFaulty("refuse-keepalive", { stream }));
  expect(reply.headers.connection).toBe("close");
  expect(reply.isComplete).toBe(true);
  const kept = await askKeepAlive(simulator.port);
  expect(kept).toBe("close");
});

const askKeepAlive = (port: number): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: true });
    const options = { port, method: "POST", path: "/v1/chat/completions", agent };
    const call = request(options, (response) => {
      response.resume();
      response.on("end", () => {
        agent.destroy();
        resolve(response.headers.connection);
      });
    });
    call.on("error", reject);
    call.end(JSON.stringify(toFaulty("refuse-keepalive").body));
  });

test("ends the body properly after half of the tokens", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toFaulty("cut-midway"));
  expect(reply.isComplete).toBe(true);
  expect(toPayloads(reply.body)).toHaveLength(chunksBeforeMidway);
  expect(reply.body).not.toContain('"finish_reason":"');
  const truth = await readTruth(simulator, "cut-midway");
  expect(truth).toMatchObject({ state: "faulted", sentTokens: 4, plannedTokens: 8 });
});

test("closes the connection inside the body after half of the tokens", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toFaulty("drop-midway"));
  expect(reply.isComplete).toBe(false);
  expect(toPayloads(reply.body)).toHaveLength(chunksBeforeMidway);
  const whole = await ask(simulator, toFaulty("drop-midway", { stream: false }));
  expect(whole.isComplete).toBe(false);
});

// What a client still reads of the bytes before a reset is up to its system.
test.each([true, false])("resets the connection midway (stream: %s)", async (stream) => {
  const simulator = await fleet.start();
  const wasComplete = ask(simulator, toFaulty("reset-midway", { stream })).then(
    ({ isComplete }) => isComplete,
    () => false,
  );
  expect(await wasComplete).toBe(false);
  const truth = await readTruth(simulator, "reset-midway");
  expect(truth).toMatchObject({ state: "faulted", sentTokens: stream ? 4 : 0 });
});

// Node takes a reset for an end when bytes before it are still unread: leave time to read them.
test("resets with RST, not with FIN", async () => {
  const simulator = await fleet.start({ baseTtftMs: 50 });
  const wanted = toFaulty("reset-midway", { max_tokens: 1 });
  const socket = await openSocket(simulator, toPostBytes(wanted));
  socket.resume();
  const code = await new Promise((resolve) => {
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.on("end", () => resolve("FIN"));
  });
  expect(code).toBe("ECONNRESET");
});

test("sends an error object after half of the tokens, then the end marker", async () => {
  const simulator = await fleet.start();
  const payloads = toPayloads((await ask(simulator, toFaulty("error-midway"))).body);
  expect(payloads).toHaveLength(chunksBeforeMidway + 2);
  expect(JSON.parse(payloads.at(-2) ?? "").error.message).toContain("engine failed");
  expect(payloads.at(-1)).toBe("[DONE]");
  const whole = await ask(simulator, toFaulty("error-midway", { stream: false }));
  expect(JSON.parse(whole.body).error.type).toBe("server_error");
});

test("cuts a document in the middle", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toFaulty("cut-midway", { stream: false }));
  expect(reply.isComplete).toBe(true);
  expect(() => JSON.parse(reply.body)).toThrow(SyntaxError);
});

test("sends nothing more after half of the tokens and keeps its place until the client goes", async () => {
  const simulator = await fleet.start();
  const socket = await openSocket(simulator, toPostBytes(toFaulty("hang-midway")));
  socket.resume();
  await waitUntil(async () => {
    const { state, nextDueAtMs, sentTokens } = await readTruth(simulator, "hang-midway");
    return state === "running" && nextDueAtMs === null && sentTokens === 4;
  });
  expect((await readOverview(simulator)).running).toBe(1);
  socket.destroy();
  await waitUntil(async () => (await readOverview(simulator)).running === 0);
});

test("delays the first token by two seconds", async () => {
  const simulator = await fleet.start();
  const socket = await openSocket(simulator, toPostBytes(toFaulty("slow-first-token")));
  await waitUntil(async () => (await readOverview(simulator)).running === 1);
  const { admittedAtMs, nextDueAtMs } = await readTruth(simulator, "slow-first-token");
  expect((nextDueAtMs ?? 0) - (admittedAtMs ?? 0)).toBeCloseTo(2002, 2);
  socket.destroy();
});

test("pauses once, for a second, after half of the tokens", async () => {
  const simulator = await fleet.start();
  await ask(simulator, toFaulty("stall-midway"));
  const { chunks, state } = await readTruth(simulator, "stall-midway");
  expect(state).toBe("completed");
  const gaps = chunks.dueAtMs.slice(1).map((atMs, index) => atMs - (chunks.dueAtMs[index] ?? 0));
  expect(gaps.map((gap) => Math.round(gap))).toEqual([1, 1, 1, 1001, 1, 1, 1]);
});

test("sends the first token alone and the others four in a write, the rest with the end", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toFaulty("bursts"));
  expect(toPayloads(reply.body)).toHaveLength(11);
  const { chunks, state } = await readTruth(simulator, "bursts");
  expect(state).toBe("completed");
  expect(new Set(chunks.dueAtMs).size).toBe(8);
  const [alone, burst, , , , rest] = chunks.sentAtMs;
  expect(chunks.sentAtMs).toEqual([alone, burst, burst, burst, burst, rest, rest, rest]);
  for (const [index, sentAtMs] of chunks.sentAtMs.entries())
    expect(sentAtMs).toBeGreaterThanOrEqual(chunks.dueAtMs[index] ?? Number.POSITIVE_INFINITY);
});
