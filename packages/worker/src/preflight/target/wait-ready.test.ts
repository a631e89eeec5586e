import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { silentLogger } from "@gadfly/shared/logging/logger";
import { expect, it } from "vitest";
import { servePages, type Page } from "../../../../../test/support/page-server.ts";
import { planOf } from "../../../../../test/support/snapshots.ts";
import { createH1Transport } from "../../http/h1/h1-transport.ts";
import { Readiness } from "./readiness.ts";
import { openTarget } from "./target-client.ts";
import { unreadyReason } from "./wait-ready.ts";

const plan = planOf();

const waitFor = async (url: string, waitReadyMs: number | null, signal?: AbortSignal) => {
  const lines: string[] = [];
  const client = openTarget(url, createH1Transport, plan);
  if (!client.ok) throw new Error(client.error);
  const readiness = new Readiness({
    waitReadyMs,
    logger: { ...silentLogger, info: (line) => lines.push(line) },
    signal: signal ?? new AbortController().signal,
    redact: (text) => text,
  });
  const result = await readiness.of(client.value, "/health", {});
  await client.value.close();
  return { result, lines };
};

const answer = (status: number, body = "") => ({ status, body, headers: {} });

it.each([
  [200, '{"status":"ok"}', null],
  [204, "", null],
  [404, "<html>", null],
  [401, "", null],
  [302, "", null],
  [400, "", "answers 400"],
  [502, "", "answers 502"],
  [429, "busy", "answers 429: busy"],
  [
    503,
    '{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}',
    "answers 503: Loading model (unavailable_error, 503)",
  ],
  [200, '{"status":"loading model"}', 'says {"status":"loading model"}'],
])("takes status %i with %j for: %s", (status, body, reason) => {
  expect(unreadyReason(answer(status, body))).toBe(reason);
});

it("waits while a model is loading, and says each reason once", async () => {
  const pages: Page[] = [
    { status: 503, body: '{"error":{"message":"Loading model"}}' },
    { status: 503, body: '{"error":{"message":"Loading model"}}' },
    { status: 500 },
    "ok",
  ];
  await using server = await servePages(() => pages.shift() ?? "ok");
  const { result, lines } = await waitFor(server.url, 20_000);
  expect(result.ok).toBe(true);
  expect(lines).toEqual([
    `Waiting for ${server.url} to be ready: it answers 503: Loading model`,
    `Waiting for ${server.url} to be ready: it answers 500`,
  ]);
});

it("waits for a server that is not there yet", async () => {
  const server = createServer((_request, response) => response.end("ok"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  const waiting = waitFor(`http://127.0.0.1:${port}`, 20_000);
  server.listen(port, "127.0.0.1");
  expect((await waiting).result.ok).toBe(true);
  server.closeAllConnections();
  server.close();
});

it("gives up when the time is over, with the last reason", async () => {
  await using server = await servePages(() => ({ status: 503, body: "starting" }));
  const { result } = await waitFor(server.url, 400);
  expect(result).toMatchObject({
    ok: false,
    error: {
      code: "GF_TARGET_NOT_READY",
      sentence: `${server.url} is not ready after 400ms: it answers 503: starting.`,
    },
  });
});

it("stops waiting when nobody wants to know any more", async () => {
  const abort = new AbortController();
  await using server = await servePages(() => {
    abort.abort();
    return { status: 503 };
  });
  const startedAtMs = performance.now();
  expect((await waitFor(server.url, 60_000, abort.signal)).result.ok).toBe(false);
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
});

it("asks nothing when nobody waits", async () => {
  await using server = await servePages(() => ({ status: 503 }));
  expect((await waitFor(server.url, null)).result).toEqual({ ok: true, value: 0 });
  expect(server.seen).toEqual([]);
});
