// The workers' port as anybody on the network meets it: one health page, one path for workers, no crash.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { LinkBench } from "../support/link-bench.ts";
import { waitUntil } from "../support/wait-until.ts";

describe("the workers' port", () => {
  let bench: LinkBench;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    bench = await LinkBench.start();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await bench.close();
  });

  const ask = (path: string, method = "GET") =>
    fetch(`http://127.0.0.1:${bench.port}${path}`, { method });

  /** A bare connection that has sent `text`. */
  const sendText = async (text: string): Promise<Socket> => {
    const socket = connect({ port: bench.port, host: "127.0.0.1", allowHalfOpen: true });
    sockets.push(socket);
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write(text);
    return socket;
  };

  const upgrade = (path: string, headers: string[] = []) =>
    [
      `GET ${path} HTTP/1.1`,
      "Host: localhost",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
      "",
      "",
    ].join("\r\n");

  it("answers GET /health", async () => {
    const response = await ask("/health");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({ status: "ok" });
  });

  it.each([
    ["/", "GET"],
    ["/worker", "GET"],
    ["/healthy", "GET"],
    ["/health/", "GET"],
    ["/health", "POST"],
    ["/health", "DELETE"],
    ["/metrics", "GET"],
  ])("answers %s by %s with 404", async (path, method) => {
    const response = await ask(path, method);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: "not found" });
  });

  it.each(["/", "/health", "/worker/", "/other", "/worker?token=x"])(
    "refuses an upgrade on %s",
    async (path) => {
      const socket = new WebSocket(`ws://127.0.0.1:${bench.port}${path}`);
      const [error] = (await once(socket, "error")) as [Error];
      expect(error.message).toBe("Unexpected server response: 404");
      expect(bench.log).toEqual([]);
    },
  );

  it("ends a refused upgrade, also for a peer that does not", async () => {
    const socket = await sendText(upgrade("/other"));
    let answer = "";
    socket.on("data", (bytes) => (answer += bytes.toString()));
    await once(socket, "end");
    expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    // The peer keeps its half open; the port can be closed all the same.
    await bench.close();
  });

  it("survives a peer that resets its connection while its upgrade is refused", async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      const socket = await sendText(upgrade("/other") + "x".repeat(100_000));
      socket.resetAndDestroy();
    }
    expect((await ask("/health")).status).toBe(200);
  });

  it.each([
    ["not HTTP at all", "\u0000\u0001\u0002 hello\r\n\r\n", /^HTTP\/1\.1 400 /],
    ["a key that is none", upgrade("/worker").replace("dGhl", ""), /^HTTP\/1\.1 400 /],
    [
      "another version",
      upgrade("/worker").replace("Version: 13", "Version: 99"),
      /^HTTP\/1\.1 4\d\d /,
    ],
    ["an upgrade by POST", upgrade("/worker").replace("GET", "POST"), /^HTTP\/1\.1 405 /],
  ])("answers %s with an error", async (_name, text, status) => {
    const socket = await sendText(text);
    let answer = "";
    socket.on("data", (bytes) => (answer += bytes.toString()));
    await waitUntil(() => answer !== "", { what: "an answer" });
    expect(answer).toMatch(status);
    expect((await ask("/health")).status).toBe(200);
  });

  it("agrees on no compression, which would let a small frame become a large one", async () => {
    const socket = await sendText(
      upgrade("/worker", ["Sec-WebSocket-Extensions: permessage-deflate"]),
    );
    let answer = "";
    socket.on("data", (bytes) => (answer += bytes.toString()));
    await waitUntil(() => answer.includes("\r\n\r\n"), { what: "an answer" });
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(answer).not.toMatch(/permessage-deflate/i);
  });

  it("says which port is taken, and by which option to choose another", async () => {
    await expect(LinkBench.start({ port: bench.port })).rejects.toMatchObject({
      code: "GF_PORT_IN_USE",
      message: expect.stringContaining(String(bench.port)),
    });
  });
});
