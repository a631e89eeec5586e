import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createH1Transport } from "../http/h1/h1-transport.ts";
import { checkTarget } from "./check-target.ts";

const check = (baseUrl: string, headers: Readonly<Record<string, string>>) =>
  checkTarget(createH1Transport, baseUrl, headers);

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const listen = async (server: Server): Promise<string> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const serve = async (respond: RequestListener): Promise<string> => {
  const server = createServer(respond);
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return listen(server);
};

const answering = (status: number, body: string) =>
  serve((_request, response) => response.writeHead(status).end(body));

const modelList = (...names: string[]) => JSON.stringify({ data: names.map((id) => ({ id })) });

it.each([[[]], [["only"]], [["one", "two"]]])("reads a list of models: %j", async (names) => {
  const answer = await check(await answering(200, modelList(...names)), {});
  expect(answer).toEqual({ ok: true, value: { models: names, findings: [] } });
});

it("asks below the base URL with the headers it was given, and doubles no /v1", async () => {
  const seen: string[] = [];
  const origin = await serve((request, response) => {
    seen.push(`${request.url} ${request.headers.authorization} ${request.headers.accept}`);
    response.end(modelList("m"));
  });
  await check(`${origin}/gate/v1?key=1`, { authorization: "Bearer k" });
  expect(seen).toEqual(["/gate/v1/models?key=1 Bearer k application/json"]);
});

it("skips rows without a name", async () => {
  const body = JSON.stringify({ data: [{ id: 7 }, null, "x", { id: "good" }] });
  const answer = await check(await answering(200, body), {});
  expect(answer).toMatchObject({ value: { models: ["good"] } });
});

it.each([
  ["an HTML page", 200, "<html>hello</html>", "models_unreadable"],
  ["JSON without a list", 200, '{"data":{}}', "models_unreadable"],
  ["an empty body", 200, "", "models_unreadable"],
  ["not found", 404, "<html>404</html>", "models_status"],
  ["unauthorized", 401, '{"error":{"message":"no key"}}', "models_status"],
  ["a server error", 503, "", "models_status"],
  ["a redirect", 302, "", "models_status"],
])("passes %s with a note: bad answers to load are data", async (_what, status, body, code) => {
  const answer = await check(await answering(status, body), {});
  expect(answer).toMatchObject({ ok: true, value: { models: null, findings: [{ code }] } });
});

it("passes an answer whose body breaks off: the target has answered", async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { "content-length": 1000 });
    response.write('{"data":[', () => response.destroy());
  });
  const answer = await check(origin, {});
  expect(answer).toMatchObject({
    ok: true,
    value: { models: null, findings: [{ code: "models_unreadable" }] },
  });
});

it("reads no more than a few MB of a body without an end", async () => {
  const origin = await serve((_request, response) => {
    const pump = (): void => {
      while (!response.destroyed && response.write("x".repeat(256 * 1024)));
      if (!response.destroyed) response.once("drain", pump);
    };
    pump();
  });
  const answer = await check(origin, {});
  expect(answer).toMatchObject({ value: { findings: [{ code: "models_unreadable" }] } });
});

it("says why nothing answers on a port that is closed", async () => {
  const server = createTcpServer();
  const origin = await listen(server);
  server.close();
  await once(server, "close");
  const answer = await check(origin, {});
  expect(answer).toMatchObject({ ok: false, error: expect.stringContaining("ECONNREFUSED") });
});

it.each([
  ["closes without a word", ""],
  ["speaks something else", "SSH-2.0-OpenSSH_9.6\r\n"],
])("stops at a server that %s", async (_what, bytes) => {
  const server = createTcpServer((socket) => {
    socket.on("error", () => {}).resume();
    socket.end(bytes);
  });
  closers.push(async () => {
    server.close();
    await once(server, "close");
  });
  const answer = await check(await listen(server), {});
  expect(answer.ok).toBe(false);
});

it("stops at what is no address", async () => {
  expect(await check("ftp://127.0.0.1", {})).toMatchObject({ ok: false });
});
