// WebSocket slots against real servers on this machine: what the handler of a request hears.

import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { ConnectionPlan } from "@gadfly/shared/plan/plan";
import { afterEach, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { plainRequest, RecordedRequest } from "../../../../../test/support/recorded-request.ts";
import { selfSignedCertificate } from "../../../../../test/support/self-signed-certificate.ts";
import type { Slot, Transport } from "../transport.ts";
import { createWebSocketTransport } from "./websocket-transport.ts";

const plain: ConnectionPlan = { reuse: "per-user", caPem: null, insecure: false };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Answer = (socket: WebSocket, text: string, isBinary: boolean) => void;

/** Ends where the Qwen server's replies end. */
class Question extends RecordedRequest {
  override readEnd(): boolean {
    super.readEnd();
    return this.body.includes('"status":200');
  }
}

const ask = (slot: Slot): Promise<Question> =>
  new Question(slot, { ...plainRequest, body: Buffer.from('{"query":"Hi"}') }).over;
const done = '{"status":200}';

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function connect(port: number, plan: Partial<ConnectionPlan> = {}, scheme = "http"): Transport {
  const transport = createWebSocketTransport(`${scheme}://127.0.0.1:${port}`, {
    ...plain,
    ...plan,
  });
  closers.push(() => transport.close());
  return transport;
}

/** A WebSocket server, and what it saw. */
async function serve(answer: Answer, server: Server = createServer()) {
  const seen = {
    sockets: 0,
    headers: [] as NodeJS.Dict<string | string[]>[],
    closes: [] as number[],
  };
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket, request) => {
    seen.sockets += 1;
    seen.headers.push({ ...request.headers, path: request.url });
    socket.on("message", (data: Buffer, isBinary) => answer(socket, data.toString(), isBinary));
    socket.on("close", (code) => seen.closes.push(code));
  });
  closers.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  });
  return { port: await listen(server), seen };
}

test("sends a request as one text frame and hands each frame on as a line", async () => {
  const heard: unknown[] = [];
  const { port, seen } = await serve((socket, text, isBinary) => {
    heard.push([text, isBinary]);
    socket.send('{\r\n"a": 1}');
    socket.send(Buffer.from('{"a":2}'), { binary: true });
    socket.send("");
    socket.send(done);
  });
  const request = await ask(connect(port).openSlot());
  expect(heard).toEqual([['{"query":"Hi"}', false]]);
  expect(request.summary).toBe(`200 ${JSON.stringify(`{  "a": 1}\n{"a":2}\n\n${done}\n`)} ended`);
  expect(request.responseHeaders["content-type"]).toBe("application/x-ndjson");
  expect(request.calls.slice(0, 3)).toEqual(["connected, sent", "firstByte", "headers 200"]);
  expect(seen.headers).toMatchObject([{ path: "/v1/test", "x-test": "1" }]);
  expect(seen.headers[0]).not.toHaveProperty("content-type");
});

test("asks again on the same socket, also from within the end of the last reply", async () => {
  const { port, seen } = await serve((socket) => socket.send(done));
  const slot = connect(port).openSlot();
  const first = await ask(slot);
  const second = await ask(slot);
  await new Promise<void>((resolve) => {
    const third = new Question(slot);
    third.onCall = (call) => {
      if (call === "ended") void ask(slot).then(() => resolve());
    };
  });
  expect([first.connectMs, second.connectMs]).toEqual([expect.any(Number), null]);
  expect(seen.sockets).toBe(1);
});

test("opens a socket for every request when planned so, and closes each politely", async () => {
  const { port, seen } = await serve((socket) => socket.send(done));
  const slot = connect(port, { reuse: "per-request" }).openSlot();
  const ends = [await ask(slot), await ask(slot)].map(({ end }) => end);
  expect(ends).toEqual(["ended", "ended"]);
  expect(seen.sockets).toBe(2);
  await expect.poll(() => seen.closes).toEqual([1000, 1000]);
});

test("shares sockets between users when planned so", async () => {
  const { port, seen } = await serve((socket) => socket.send(done));
  const transport = connect(port, { reuse: "pooled" });
  for (let user = 0; user < 3; user += 1) await ask(transport.openSlot());
  expect(seen.sockets).toBe(1);
});

test.each([
  [
    1011,
    "model failed",
    "the server closed the WebSocket with code 1011 (server error): model failed",
  ],
  [1000, "", "the server closed the WebSocket with code 1000 (normal)"],
  [4001, "", "the server closed the WebSocket with code 4001"],
])("fails when the server closes with %d before the end", async (code, reason, message) => {
  const { port } = await serve((socket) => {
    socket.send('{"response":"He","status":202}');
    socket.close(code, reason);
  });
  const slot = connect(port).openSlot();
  const request = await ask(slot);
  expect([request.end, request.message]).toEqual(["truncated", message]);
});

test("fails when the connection breaks, and connects again for the next request", async () => {
  let requests = 0;
  const { port, seen } = await serve((socket) => {
    requests += 1;
    if (requests > 1) socket.send(done);
    else socket.send('{"status":202}', () => socket.terminate());
  });
  const slot = connect(port).openSlot();
  const broken = await ask(slot);
  expect(["truncated", "reset"]).toContain(broken.end);
  expect((await ask(slot)).end).toBe("ended");
  expect(seen.sockets).toBe(2);
});

test("takes a new socket when the server closed the old one between requests", async () => {
  const { port, seen } = await serve((socket) => {
    socket.send(done, () => socket.close(1001));
  });
  const slot = connect(port).openSlot();
  await ask(slot);
  await expect.poll(() => seen.closes.length).toBe(1);
  expect((await ask(slot)).end).toBe("ended");
  expect(seen.sockets).toBe(2);
});

test("drops a socket on which something comes unasked", async () => {
  const late: (() => void)[] = [];
  const { port, seen } = await serve((socket) => {
    late.push(() => socket.send('{"response":"late","status":202}'));
    socket.send(done);
  });
  const slot = connect(port).openSlot();
  await ask(slot);
  late[0]?.();
  await expect.poll(() => seen.closes.length).toBe(1);
  expect((await ask(slot)).body).toBe(`${done}\n`);
});

test.each([403, 404, 503])(
  "reports a refused upgrade as status %d with its body",
  async (status) => {
    const server = createServer((_request, response) => response.writeHead(200).end("a web page"));
    server.on("upgrade", (_request, socket) => {
      const body = '{"detail":"no"}';
      socket.end(`HTTP/1.1 ${status} No\r\nx-why: no\r\ncontent-length: 15\r\n\r\n${body}`);
    });
    const request = await ask(connect(await listen(server)).openSlot());
    expect(request.summary).toBe(`${status} "{\\"detail\\":\\"no\\"}" ended`);
    expect(request.responseHeaders["x-why"]).toBe("no");
  },
);

test("reports an ordinary answer in place of an upgrade as what it is", async () => {
  const server = createServer((_request, response) => response.end("a web page"));
  const request = await ask(connect(await listen(server)).openSlot());
  expect(request.summary).toBe('200 "a web page" ended');
});

test("says why there is no connection", async () => {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  expect((await ask(connect(port).openSlot())).end).toBe("connect_refused");
  const request = new Question(connect(port).openSlot(), {
    ...plainRequest,
    headers: ["a b", "c"],
  });
  expect((await request.over).end).toBe("protocol");
});

test("answers pings while it waits", async () => {
  const { port } = await serve((socket) => {
    socket.once("pong", () => socket.send(done));
    socket.ping();
  });
  expect((await ask(connect(port).openSlot())).end).toBe("ended");
});

test("disconnects at once when a request is given up, and says no more about it", async () => {
  const { port, seen } = await serve((socket) => socket.send('{"status":202}'));
  const slot = connect(port).openSlot();
  const request = new Question(slot);
  await new Promise<void>((resolve) => {
    request.onCall = (call) => {
      if (call === "readEnd" && request.body !== "") resolve();
    };
  });
  const calls = request.calls.length;
  slot.abort();
  await expect.poll(() => seen.closes).toEqual([1006]);
  expect(request.calls).toHaveLength(calls);
});

test("gives up while it connects, and works again after that", async () => {
  const { port } = await serve((socket) => socket.send(done));
  const slot = connect(port).openSlot();
  const request = new Question(slot);
  slot.abort();
  expect((await ask(slot)).end).toBe("ended");
  expect(request.calls).toEqual([]);
});

test("closes idle sockets politely and busy ones at once", async () => {
  const { port, seen } = await serve((socket, text) => {
    if (text.includes("Hi")) socket.send(done);
  });
  const transport = connect(port);
  await ask(transport.openSlot());
  const busy = new Question(transport.openSlot());
  await expect.poll(() => busy.calls).toContain("connected, sent");
  await transport.close();
  await expect.poll(() => seen.closes.toSorted()).toEqual([1000, 1006]);
});

test("speaks TLS and trusts whom the plan says", async () => {
  const certificate = selfSignedCertificate();
  const answer: Answer = (socket) => socket.send(done);
  const { port } = await serve(answer, createTlsServer(certificate));
  const trusting = connect(port, { caPem: certificate.cert }, "https");
  expect((await ask(trusting.openSlot())).end).toBe("ended");
  expect((await ask(connect(port, {}, "https").openSlot())).end).toBe("tls");
  const careless = connect(port, { insecure: true }, "https");
  expect((await ask(careless.openSlot())).end).toBe("ended");
});
