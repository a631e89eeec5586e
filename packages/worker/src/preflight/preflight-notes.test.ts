import { silentLogger } from "@gadfly/shared/logging/logger";
import { bareRequest } from "@gadfly/shared/plan/bare-plan";
import type { RequestPlan } from "@gadfly/shared/plan/plan";
import { expect, it } from "vitest";
import { byPath, modelList, servePages } from "../../../../test/support/page-server.ts";
import { planOf } from "../../../../test/support/snapshots.ts";
import { createH1Transport } from "../http/h1/h1-transport.ts";
import { runPreflight } from "./preflight.ts";

const check = async (url: string, request: Partial<RequestPlan>, apiKey: string | null = null) => {
  const asked = { ...bareRequest, provider: "auto" as const, endpoint: null, model: null };
  const report = await runPreflight({
    plan: planOf({ targets: [url], request: { ...asked, probe: true, ...request } }),
    secrets: { apiKey, headers: {} },
    shareUsers: 1,
    createTransport: createH1Transport,
    logger: silentLogger,
    signal: new AbortController().signal,
  });
  if (!report.ok) return { error: report.error, findings: [], report: null };
  return { error: null, findings: report.value.findings, report: report.value };
};

const locked = () => servePages(() => ({ status: 401, body: '{"error":"Unauthorized"}' }));

it("tries no other doors of a server that wants a key, and asks for the key", async () => {
  await using server = await locked();
  const { error } = await check(server.url, {});
  expect(error).toEqual({
    code: "GF_KEY_WANTED",
    sentence:
      `The server at ${server.url} lists its models only with an API key that it accepts: ` +
      `GET /v1/models of ${server.url} answered 401.`,
    hint: expect.stringMatching(/-k or GADFLY_API_KEY/),
  });
  expect(server.seen.map(({ url }) => url)).toEqual(["/v1/models"]);
});

it("says once that a key is wanted, by what the probe was told", async () => {
  await using server = await locked();
  const { findings, report } = await check(server.url, { model: "m", topK: 5 });
  expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
    ["key_wanted", "warning"],
    ["provider_detected", undefined],
  ]);
  expect(findings[0]?.text).toMatch(
    /^the server wants an API key; .*\(HTTP 401: Unauthorized\); .*--top-k is not sent$/,
  );
  expect(findings[1]?.text).toContain("because it shows nothing of itself without a key");
  expect(report).toMatchObject({ provider: "openai", posts: 1 });
  expect(server.seen).toHaveLength(2);
});

it("says that a key is not accepted when one was given", async () => {
  await using server = await locked();
  const { findings } = await check(server.url, { model: "m" }, "secret-key");
  expect(findings[0]?.text).toMatch(/^the server does not accept the API key/);
});

it("takes a locked server for what its path and headers name", async () => {
  await using server = await servePages(() => ({
    status: 401,
    headers: { "x-litellm-version": "1.80" },
  }));
  expect((await check(server.url, { model: "m" })).report?.provider).toBe("litellm");
  await using other = await locked();
  const { report } = await check(`${other.url}/v1/messages`, { model: "m" });
  expect(report).toMatchObject({ provider: "anthropic", endpoint: "anthropic-messages" });
});

it("takes a page that is no answer for no yes, and says what came", async () => {
  await using server = await servePages(({ url }) =>
    url === "/v1/models" ? modelList(["m"]) : "<html>Welcome</html>",
  );
  const { findings } = await check(server.url, {});
  expect(findings.map(({ code }) => code)).toEqual(["probe_inconclusive", "provider_detected"]);
  expect(findings[0]?.text).toContain("HTTP 200 without an answer in it");
});

it("offers to wait for a server that is not up yet", async () => {
  await using server = await servePages(() => ({ status: 503 }));
  expect((await check(server.url, {})).error).toMatchObject({
    code: "GF_MODEL_NOT_YET",
    hint: expect.stringContaining("--wait-ready"),
  });
});

it.each(["ollama", "triton-generate"] as const)(
  "notices vLLM behind the name of %s, which lists models elsewhere",
  async (provider) => {
    await using server = await servePages(byPath({ "/v1/models": modelList(["m"], "vllm") }));
    const { findings } = await check(server.url, { provider, model: "m" });
    expect(findings[0]).toMatchObject({
      code: "provider_contradicted",
      severity: "warning",
      text: expect.stringContaining("(--provider vllm)"),
    });
  },
);

it("notices it also when the server answers there, beside its own list", async () => {
  await using server = await servePages(
    byPath({ "/v1/models": modelList(["m"], "vllm"), "/api/tags": '{"models":[{"name":"m"}]}' }),
  );
  const { findings, report } = await check(server.url, { provider: "ollama" });
  expect(report?.model).toBe("m");
  expect(findings[0]?.code).toBe("provider_contradicted");
  expect(server.seen.map(({ url }) => url)).toEqual(["/api/tags", "/v1/models"]);
});

it("names the likely server when the one that was named lists no model", async () => {
  await using server = await servePages(byPath({ "/v1/models": modelList(["m"], "vllm") }));
  expect((await check(server.url, { provider: "ollama" })).error).toMatchObject({
    code: "GF_MODEL_MISSING",
    sentence: expect.stringMatching(/answered 404, and it looks like vllm \(--provider vllm\)\.$/),
  });
});

it("knows Anthropic's API by its list of models", async () => {
  const row = { type: "model", id: "claude", display_name: "Claude" };
  await using server = await servePages(byPath({ "/v1/models": JSON.stringify({ data: [row] }) }));
  expect((await check(server.url, {})).report).toMatchObject({
    provider: "anthropic",
    endpoint: "anthropic-messages",
    model: "claude",
  });
});

it("says that an API without a limit does not hear of --max-tokens", async () => {
  await using server = await servePages(byPath({ "/v1/models": modelList(["m"], "owner") }));
  const { findings } = await check(`${server.url}/chat/completions/ws`, {});
  expect(findings[0]).toMatchObject({
    severity: "warning",
    text: expect.stringMatching(/^--max-tokens is not sent/),
  });
});
