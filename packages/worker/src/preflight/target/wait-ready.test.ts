import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { err } from "@gadfly/shared/errors/result";
import { silentLogger } from "@gadfly/shared/logging/logger";
import { expect, it } from "vitest";
import { servePages, type Page } from "../../../../../test/support/page-server.ts";
import { selfSignedCertificate } from "../../../../../test/support/self-signed-certificate.ts";
import { planOf } from "../../../../../test/support/snapshots.ts";
import { createH1Transport } from "../../http/h1/h1-transport.ts";
import { Readiness } from "./readiness.ts";
import { openTarget } from "./target-client.ts";
import type { NoAnswer } from "./no-answer.ts";
import { unreadyReason, waitReady } from "./wait-ready.ts";

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
    `${server.url} is ready`,
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
  const startedAtMs = performance.now();
  const { result } = await waitFor(server.url, 400);
  expect(result).toMatchObject({
    ok: false,
    error: {
      code: "GF_TARGET_NOT_READY",
      sentence: expect.stringMatching(/is not ready after \S+: it answers 503: starting\.$/),
    },
  });
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(400);
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

it("asks once more when the time is over", async () => {
  let isReady = false;
  await using server = await servePages(() => (isReady ? "ok" : { status: 503 }));
  // Ready after every try but the last.
  const timer = setTimeout(() => (isReady = true), 900);
  const { result } = await waitFor(server.url, 1_000);
  clearTimeout(timer);
  expect(result).toMatchObject({ ok: true });
});

it("does not wait where no waiting can help", async () => {
  const startedAtMs = performance.now();
  const nameless: NoAnswer = { kind: "name", reason: "getaddrinfo ENOTFOUND somewhere" };
  const result = await waitReady({
    address: "http://somewhere",
    ask: () => Promise.resolve(err(nameless)),
    deadlineMs: startedAtMs + 60_000,
    logger: silentLogger,
    signal: new AbortController().signal,
  });
  expect(result).toMatchObject({ ok: false, error: { hopeless: nameless } });
  const server = createTlsServer(selfSignedCertificate());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const untrusted = await waitFor(`https://127.0.0.1:${port}`, 60_000);
  server.close();
  expect(untrusted.result).toMatchObject({ ok: false, error: { code: "GF_TARGET_UNTRUSTED" } });
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
});
