import { Agent, request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import {
  ask,
  openSocket,
  SimulatorFleet,
  toChat,
  toPostBytes,
} from "../test-support/plain-client.ts";
import { askQuirk, readChunks, readReasons } from "../test-support/quirk-client.ts";
import { askOnWire } from "../test-support/wire-client.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

const toDocument = (id: string) => toChat({ model: `quirk-${id}`, max_tokens: 4 });

test("F60 repeats the prompt in front of the answer", async () => {
  const triton = await fleet.start({ quirk: "F60", as: "triton" });
  const body = { text_input: "one two", max_tokens: 3, stream: true };
  const path = "/v2/models/ensemble/generate_stream";
  const frames = readChunks(await askOnWire(triton, { path, body }));
  expect(String(frames[0]?.["text_output"])).toMatch(/^one two[a-z ]+$/);
  expect(String(frames[1]?.["text_output"])).not.toContain("one two");
  const document = await ask(simulator, toDocument("F60"));
  const { content } = JSON.parse(document.body).choices[0].message;
  expect(content).toMatch(/^one two three four[a-z]/);
});

test("F61 sends blank lines while a document is made", async () => {
  const slow = await fleet.start({ baseTtftMs: 130 });
  const reply = await askOnWire(slow, toDocument("F61"));
  expect(reply.text).toMatch(/^\n\n\n+ {2}\{/);
  expect(JSON.parse(reply.text).usage.completion_tokens).toBe(4);
  expect(reply.firstByteAtMs).toBeLessThan(reply.seenAtMs("chat.completion"));
});

test("F62 indents a document", async () => {
  const { body, headers } = await ask(simulator, toDocument("F62"));
  expect(body).toMatch(/^\{\n {4}"id": /);
  expect(headers["content-length"]).toBe(String(body.length));
});

test("F63 puts a document into a list, once", async () => {
  const [only, ...others] = JSON.parse((await ask(simulator, toDocument("F63"))).body);
  expect(only.object).toBe("chat.completion");
  expect(others).toEqual([]);
  const tgi = await fleet.start({ quirk: "F63", as: "tgi" });
  const body = { inputs: "one two", parameters: { max_new_tokens: 2 } };
  const list = JSON.parse((await ask(tgi, { path: "/", body })).body);
  expect(list).toHaveLength(1);
  expect(list[0].generated_text).toMatch(/[a-z]/);
});

test("F64 ends each JSON object with a NUL byte", async () => {
  const reply = await askQuirk(simulator, "F64");
  const objects = reply.text.split("\0");
  expect(objects).toHaveLength(11);
  expect(objects.pop()).toBe("");
  for (const json of objects) expect(JSON.parse(json).object).toBe("chat.completion.chunk");
  expect(reply.headers).not.toHaveProperty("content-type");
  const vllm = await fleet.start({ quirk: "F64", as: "vllm" });
  const body = { prompt: "one two", max_tokens: 2, stream: true };
  const own = await askOnWire(vllm, { path: "/generate", body });
  expect(own.text).toMatch(/^(\{"text":\s?\["one two[a-z ]*"\]\}\0)+$/);
});

test.each([true, false])("F65 answers as HTTP/1.0 (stream: %s)", async (stream) => {
  const wanted = toChat({ model: "quirk-F65", max_tokens: 4, stream });
  const reply = await askOnWire(simulator, { ...wanted, headers: { connection: "keep-alive" } });
  expect(reply.statusLine).toBe("HTTP/1.0 200 OK");
  expect(reply.headers).not.toHaveProperty("transfer-encoding");
  expect(reply.headers).not.toHaveProperty("content-length");
  expect(reply.text).toMatch(stream ? /data: \[DONE\]\n\n$/ : /^\{.*"chat\.completion".*\}$/);
});

test.each([true, false])(
  "F66 closes after each answer and says so (stream: %s)",
  async (stream) => {
    const wanted = toChat({ model: "quirk-F66", max_tokens: 4, stream });
    const reply = await askOnWire(simulator, { ...wanted, headers: { connection: "keep-alive" } });
    expect(reply.headers["connection"]).toBe("close");
    expect(reply.isComplete).toBe(true);
  },
);

const askKeptAlive = (agent: Agent, stream: boolean): Promise<{ headers: object; port?: number }> =>
  new Promise((resolve, reject) => {
    const wanted = toChat({ model: "quirk-F67", max_tokens: 1, stream });
    const { port } = simulator;
    const call = request({ port, method: "POST", path: wanted.path, agent }, (response) => {
      const { localPort } = response.socket;
      response.resume();
      response.on("end", () =>
        resolve({ headers: response.headers, ...(localPort ? { port: localPort } : {}) }),
      );
    });
    call.on("error", reject);
    call.end(JSON.stringify(wanted.body));
  });

test("F67 keeps a connection for another request", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const first = await askKeptAlive(agent, true);
  const second = await askKeptAlive(agent, false);
  agent.destroy();
  expect(second.port).toBe(first.port);
  expect(first.headers).toMatchObject({ connection: "keep-alive" });
  expect(first.headers).not.toHaveProperty("keep-alive");
});

test("F67 closes a connection that stays idle for 200 ms", async () => {
  const askedAtMs = performance.now();
  const socket = await openSocket(
    simulator,
    toPostBytes(toChat({ model: "quirk-F67", max_tokens: 1 })),
  );
  socket.resume();
  await new Promise((resolve) => socket.once("close", resolve));
  const openMs = performance.now() - askedAtMs;
  // Timers count whole milliseconds. Node itself would close after five seconds.
  expect(openMs).toBeGreaterThanOrEqual(199);
  expect(openMs).toBeLessThan(4500);
});

test("F68 compresses a stream so that each event can be read when it comes", async () => {
  const reply = await askQuirk(simulator, "F68");
  expect(reply.headers["content-encoding"]).toBe("gzip");
  expect(readReasons(readChunks({ text: gunzipSync(reply.body).toString() })).at(-1)).toBe(
    "length",
  );
  expect(reply.pieces.length).toBeGreaterThan(8);
  const wanted = { ...toChat({ model: "quirk-F68", stream: true, max_tokens: 2 }) };
  const other = await askOnWire(simulator, { ...wanted, headers: { "accept-encoding": "br" } });
  expect(other.headers["content-encoding"]).toBe("br");
  expect(brotliDecompressSync(other.body).toString()).toMatch(/data: \[DONE\]\n\n$/);
});

test("F69 sends everything together at the end", async () => {
  const slow = await fleet.start({ itlMs: 20 });
  const reply = await askQuirk(slow, "F69");
  expect(reply.firstByteAtMs).toBeGreaterThan(130);
  expect(reply.pieces).toHaveLength(1);
  expect(readChunks(reply)).toHaveLength(10);
});
