import { once } from "node:events";
import type { Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { startSimulator } from "./start-simulator.ts";
import {
  ask,
  openSocket,
  SimulatorFleet,
  toChat,
  toPostBytes,
  waitUntil,
} from "./test-support/plain-client.ts";
import { readOverview } from "./test-support/truth-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const readToEnd = async (socket: Socket): Promise<string> => {
  let text = "";
  socket.on("data", (part: Buffer) => {
    text += String(part);
  });
  await once(socket, "end");
  return text;
};

test("runs several simulators in one process, each on its own", async () => {
  const [first, second] = [
    await fleet.start({ modelName: "one" }),
    await fleet.start({ modelName: "two" }),
  ];
  expect(first.port).not.toBe(second.port);
  await ask(first, toChat({ max_tokens: 1 }));
  expect((await readOverview(first)).received).toBe(1);
  expect((await readOverview(second)).received).toBe(0);
});

test("ends all connections at once when it closes: idle, streaming, queued and hanging ones", async () => {
  const simulator = await startSimulator({ port: 0, maxBatch: 1, itlMs: 60_000 });
  const posts = ["m", "m", "fault-hang"].map((model) =>
    toPostBytes(toChat({ model, stream: true })),
  );
  const sockets = await Promise.all(["", ...posts].map((bytes) => openSocket(simulator, bytes)));
  await waitUntil(async () => {
    const { inFlight, queued, running } = await readOverview(simulator);
    return inFlight === 3 && queued === 1 && running === 1;
  });
  const closed = sockets.map(
    (socket) =>
      new Promise<void>((resolve) => {
        socket.on("error", () => {}).on("close", () => resolve());
        socket.resume();
      }),
  );
  await simulator.close();
  await Promise.all(closed);
  await expect(ask(simulator, { path: "/health" })).rejects.toThrow("ECONNREFUSED");
  await simulator.close();
});

test("frees its port when it closes", async () => {
  const first = await fleet.start();
  await first.close();
  const second = await fleet.start({ port: first.port });
  expect((await ask(second, { path: "/health" })).status).toBe(200);
});

test("rejects when the port is taken or a value cannot work", async () => {
  const { port } = await fleet.start();
  await expect(startSimulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await expect(startSimulator({ port: 0, jitter: 2 })).rejects.toThrow(
    new RangeError("jitter is 2, but must be a number from 0 to 1"),
  );
});

test("answers pipelined requests one after another", async () => {
  const simulator = await fleet.start();
  const post = toPostBytes(toChat({ stream: true, max_tokens: 2 }));
  const last = "GET /health HTTP/1.1\r\nhost: sim\r\nconnection: close\r\n\r\n";
  const text = await readToEnd(await openSocket(simulator, post + post + last));
  expect(text.match(/HTTP\/1.1 200 OK/g)).toHaveLength(3);
  expect(text.match(/data: \[DONE\]\n\n\r\n0\r\n\r\n/g)).toHaveLength(2);
  expect(text.match(/"content":"[a-z ]+"/g)).toHaveLength(4);
});

test("sends a client of HTTP/1.0 an unframed stream that ends with the connection", async () => {
  const simulator = await fleet.start();
  const post = toPostBytes(toChat({ stream: true, max_tokens: 2 })).replace("HTTP/1.1", "HTTP/1.0");
  const text = await readToEnd(await openSocket(simulator, post));
  const [head = "", body = ""] = text.split("\r\n\r\n");
  expect(head.toLowerCase()).not.toContain("transfer-encoding");
  expect(body).toMatch(/^data: \{/);
  expect(body).toMatch(/\}\n\ndata: \[DONE\]\n\n$/);
});

test("uses a connection for one request after another", async () => {
  const simulator = await fleet.start();
  const post = toPostBytes(toChat({ stream: true, max_tokens: 2 }));
  const socket = await openSocket(simulator, post);
  let text = "";
  socket.on("data", (part: Buffer) => {
    text += String(part);
  });
  for (const count of [1, 2, 3]) {
    await waitUntil(() => text.split("0\r\n\r\n").length > count);
    if (count < 3) socket.write(post);
  }
  socket.destroy();
  const { totalConnections, completed } = await readOverview(simulator);
  expect([totalConnections, completed]).toEqual([2, 3]);
});

test("closes idle connections after the keep-alive time, when one is set", async () => {
  const simulator = await fleet.start({ keepAliveTimeoutMs: 20 });
  const bytes = "GET /health HTTP/1.1\r\nhost: sim\r\n\r\n";
  const text = await readToEnd(await openSocket(simulator, bytes));
  expect(text).toContain("200 OK");
});
