import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { providerRow, type ProviderName } from "@gadfly/shared/providers/provider-table";
import { afterEach, expect, it } from "vitest";
import { httpEngines } from "../../../../../test/support/http-engines.ts";
import { byPath, modelList, servePages } from "../../../../../test/support/page-server.ts";
import { planOf } from "../../../../../test/support/snapshots.ts";
import { createH1Transport } from "../../http/h1/h1-transport.ts";
import { askModels, keyWish } from "./ask-models.ts";
import { openTarget } from "./target-client.ts";

const plan = planOf();

const ask = async (
  url: string,
  provider: ProviderName = "openai",
  createTransport = createH1Transport,
) => {
  const client = openTarget(url, createTransport, plan);
  if (!client.ok) return client;
  const answer = await askModels(client.value, providerRow(provider), { "x-a": "1" });
  await client.value.close();
  return answer;
};

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const listen = async (server: Server): Promise<string> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    server.close();
    await once(server, "close");
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

it.each(httpEngines)("reads a list of models with $name", async ({ createTransport }) => {
  await using server = await servePages(
    byPath({ "/v1/models": modelList(["one", "two"], "vllm") }),
  );
  expect(await ask(server.url, "openai", createTransport)).toMatchObject({
    ok: true,
    value: {
      cards: [
        { name: "one", ownedBy: "vllm" },
        { name: "two", ownedBy: "vllm" },
      ],
      findings: [],
    },
  });
});

it("asks below the base URL with the headers it was given, and doubles no /v1", async () => {
  await using server = await servePages(() => modelList(["m"]));
  await ask(`${server.url}/gate/v1?key=1`);
  const [{ url, headers } = { url: "", headers: {} }] = server.seen;
  expect(url).toBe("/gate/v1/models?key=1");
  expect(headers).toMatchObject({ "x-a": "1", accept: "application/json" });
});

it("lists Triton's models with a POST and Ollama's by their tags", async () => {
  await using server = await servePages(() => '[{"name":"ensemble"}]');
  await ask(server.url, "triton-generate");
  await ask(server.url, "ollama");
  expect(server.seen.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
    "POST /v2/repository/index {}",
    "GET /api/tags ",
  ]);
});

it("asks a server that lists nothing only whether it is there", async () => {
  await using server = await servePages(byPath({ "/grps/v1/health/online": "" }));
  expect(await ask(server.url, "grps")).toMatchObject({ value: { cards: null, findings: [] } });
});

it.each([
  ["an HTML page", 200, "<html>hello</html>", "models_unreadable"],
  ["JSON without a list", 200, '{"data":{}}', "models_unreadable"],
  ["an empty body", 200, "", "models_unreadable"],
  ["not found", 404, "<html>404</html>", "models_status"],
  ["unauthorized", 401, '{"error":{"message":"no key"}}', "key_wanted"],
  ["forbidden", 403, "", "key_wanted"],
  ["a server error", 503, "", "models_status"],
  ["a redirect", 302, "", "models_status"],
])("passes %s with a note: bad answers to load are data", async (_what, status, body, code) => {
  await using server = await servePages(() => ({ status, body }));
  const severity = status === 404 || status === 302 ? {} : { severity: "warning" };
  expect(await ask(server.url)).toMatchObject({
    ok: true,
    value: { cards: null, status, findings: [{ code, ...severity }] },
  });
});

it("says what to do about a lock, by whether a key was given", () => {
  expect(keyWish({ accept: "*" })).toMatch(/^the server wants an API key; .*-k or GADFLY_API_KEY$/);
  expect(keyWish({ "x-api-key": "k" })).toMatch(/^the server does not accept the API key/);
});

it("passes an answer whose body breaks off: the target has answered", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-length": 1000 });
    response.write('{"data":[', () => response.destroy());
  });
  expect(await ask(await listen(server))).toMatchObject({
    ok: true,
    value: { cards: null, findings: [{ code: "models_unreadable" }] },
  });
});

it("reads no more than a few MB of a body without an end", async () => {
  const server = createServer((_request, response) => {
    const pump = (): void => {
      while (!response.destroyed && response.write("x".repeat(256 * 1024)));
      if (!response.destroyed) response.once("drain", pump);
    };
    pump();
  });
  expect(await ask(await listen(server))).toMatchObject({
    value: { findings: [{ code: "models_unreadable" }] },
  });
});

it("says why nothing answers on a port that is closed", async () => {
  const server = createTcpServer();
  const origin = await listen(server);
  await closers.pop()?.();
  expect(await ask(origin)).toMatchObject({
    ok: false,
    error: { kind: "silent", reason: expect.stringContaining("ECONNREFUSED") },
  });
});

it.each([
  ["closes without a word", ""],
  ["speaks something else", "SSH-2.0-OpenSSH_9.6\r\n"],
])("stops at a server that %s", async (_what, bytes) => {
  const server = createTcpServer((socket) => {
    socket.on("error", () => {}).resume();
    socket.end(bytes);
  });
  expect((await ask(await listen(server))).ok).toBe(false);
});

it("stops at what is no address", async () => {
  expect(await ask("ftp://127.0.0.1")).toMatchObject({ ok: false });
});
