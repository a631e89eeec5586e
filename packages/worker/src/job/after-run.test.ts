import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { barePlan } from "@gadfly/shared/plan/bare-plan";
import type { ProviderName } from "@gadfly/shared/providers/provider-table";
import { afterEach, expect, it } from "vitest";
import { allowedFields, toRequestOptions } from "../endpoints/allowed-fields.ts";
import { endpoints } from "../endpoints/endpoint-registry.ts";
import { createH1Transport } from "../http/h1/h1-transport.ts";
import { createRedact } from "../record/redact.ts";
import { askAfterRun } from "./after-run.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const serve = async (
  respond: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> => {
  const server = createServer(respond);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  closers.push(close);
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
};

const secrets = { apiKey: "sk-very-secret", headers: {} };
const noFields = allowedFields({ takes: [], probes: [] }, new Set());

const ask = (
  targets: readonly string[],
  provider: ProviderName = "vllm",
  endpoint: keyof typeof endpoints = "openai-chat",
) =>
  askAfterRun({
    plan: { ...barePlan, targets: [...targets] },
    secrets,
    provider,
    endpoint: endpoints[endpoint],
    request: toRequestOptions(barePlan.request, "m", noFields).options,
    createTransport: createH1Transport,
    redact: createRedact(secrets),
  });

it("asks the first target's health path, with the key, and says what came", async () => {
  const seen: string[] = [];
  const origin = await serve((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end("  all is well\n");
  });
  const health = await ask([`${origin}/v1`, "http://127.0.0.1:1"]);
  expect(health).toMatchObject({ url: `${origin}/health`, status: 200, text: "all is well" });
  expect(health.ms).toBeGreaterThan(0);
  expect(seen).toEqual(["GET /health Bearer sk-very-secret"]);
});

it("speaks to each API as that wants to be spoken to", async () => {
  const seen: IncomingMessage["headers"][] = [];
  const origin = await serve((request, response) => {
    seen.push(request.headers);
    response.end("{}");
  });
  expect((await ask([origin], "anthropic", "anthropic-messages")).url).toBe(`${origin}/v1/models`);
  expect(seen[0]).toMatchObject({ "x-api-key": "sk-very-secret" });
  expect(seen[0]).toHaveProperty("anthropic-version");
});

it("repeats neither a key nor a whole page", async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(503).end(`no sk-very-secret here ${"x".repeat(5_000)}`);
  });
  const { status, text } = await ask([`${origin}/gate?key=sk-very-secret`]);
  expect(status).toBe(503);
  expect(text).toMatch(/^no \[secret\] here x+$/);
  expect(text).toHaveLength(200);
});

it("keeps the query of a base URL to itself", async () => {
  const origin = await serve((_request, response) => response.end());
  expect((await ask([`${origin}/gate?key=sk-very-secret`])).url).toBe(`${origin}/gate/health`);
});

it("says why nothing answers", async () => {
  const origin = await serve(() => {});
  await closers.pop()?.();
  const health = await ask([origin]);
  expect(health).toMatchObject({ url: `${origin}/health`, status: null });
  expect(health.text).toMatch(/ECONNREFUSED/);
});
