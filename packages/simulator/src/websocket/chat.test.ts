import { once } from "node:events";
import { afterAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { RunningSimulator } from "../start-simulator.ts";
import { SimulatorFleet, waitUntil } from "../test-support/plain-client.ts";
import { readOverview, readTruth } from "../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

interface Frame {
  response?: string;
  history?: unknown[];
  status: number;
}

const connect = (simulator: RunningSimulator, path = "/chat/completions/ws"): WebSocket => {
  const url = `${simulator.url.replace("http", "ws")}${path}`;
  const socket = new WebSocket(url, { headers: { "x-request-id": "w" } });
  socket.on("error", () => {});
  return socket;
};

// Sends one query and collects the frames up to the final status or the end of the socket.
const query = async (socket: WebSocket, body: unknown): Promise<Frame[]> => {
  const frames: Frame[] = [];
  const ended = new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
    socket.on("message", (data: Buffer) => {
      const frame: Frame = JSON.parse(data.toString());
      frames.push(frame);
      if (frame.status === 200) resolve();
    });
  });
  socket.send(JSON.stringify(body));
  await ended;
  socket.removeAllListeners("message");
  return frames;
};

test("answers with the text from its start in each frame, then with the final status", async () => {
  const simulator = await fleet.start({ defaultMaxTokens: 3 });
  const socket = connect(simulator);
  await once(socket, "open");
  const history = [
    ["user", "hello there"],
    ["assistant", "hi"],
  ];
  const frames = await query(socket, { query: "how are you", history });
  expect(frames.map(({ status }) => status)).toEqual([202, 202, 202, 200]);
  const [first, second, last] = frames;
  expect(second?.response?.startsWith(first?.response ?? "?")).toBe(true);
  expect(last?.history).toEqual([
    ...history,
    ["user", "how are you"],
    { role: "assistant", content: last?.response },
  ]);
  expect(frames.at(-1)).toEqual({ status: 200 });
  expect(await readTruth(simulator, "w")).toMatchObject({
    state: "completed",
    endpoint: "/chat/completions/ws",
    promptTokens: 6,
    sentTokens: 3,
  });
  socket.close();
});

test("answers the queries of one socket one after another", async () => {
  const simulator = await fleet.start({ defaultMaxTokens: 2 });
  const socket = connect(simulator);
  await once(socket, "open");
  await query(socket, { query: "one" });
  const frames = await query(socket, { query: "two" });
  expect(frames).toHaveLength(3);
  expect((await readOverview(simulator)).ids).toEqual(["w", "w#2"]);
  socket.close();
});

test("gives its place back at once when the client goes away", async () => {
  const simulator = await fleet.start({ itlMs: 60_000 });
  const socket = connect(simulator);
  await once(socket, "open");
  socket.send(JSON.stringify({ query: "one" }));
  await once(socket, "message");
  socket.terminate();
  await waitUntil(async () => (await readOverview(simulator)).cancelled === 1);
  expect((await readOverview(simulator)).running).toBe(0);
});

test("closes the socket with 1011 for what is no query and for errors", async () => {
  const simulator = await fleet.start({ defaultMaxTokens: 4 });
  for (const body of [{ question: "?" }, { query: "one", model: "fault-error-midway" }]) {
    const socket = connect(simulator);
    await once(socket, "open");
    const closed = once(socket, "close");
    await query(socket, body);
    expect((await closed)[0]).toBe(1011);
  }
});

test("repeats frames and leaves the final status out where the quirk says so", async () => {
  const simulator = await fleet.start({ as: "qwen-chat", quirk: "F87", defaultMaxTokens: 2 });
  const socket = connect(simulator);
  await once(socket, "open");
  const frames = await query(socket, { query: "one" });
  expect(frames).toHaveLength(4);
  expect(frames[1]).toEqual(frames[0]);
  expect(frames.every(({ status }) => status === 202)).toBe(true);
});

test("refuses to upgrade elsewhere", async () => {
  const simulator = await fleet.start();
  const [error] = await once(connect(simulator, "/elsewhere"), "error");
  expect(String(error)).toContain("404");
});

test("wants the key where there is one", async () => {
  const simulator = await fleet.start({ apiKey: "secret" });
  const [error] = await once(connect(simulator), "error");
  expect(String(error)).toContain("401");
});

test("ends its sockets when the simulator closes", async () => {
  const simulator = await fleet.start();
  const socket = connect(simulator);
  await once(socket, "open");
  const closed = once(socket, "close");
  await simulator.close();
  expect((await closed)[0]).toBe(1006);
});
