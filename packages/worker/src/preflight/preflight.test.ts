import { silentLogger } from "@gadfly/shared/logging/logger";
import { bareRequest } from "@gadfly/shared/plan/bare-plan";
import type { Plan, RequestPlan, Secrets } from "@gadfly/shared/plan/plan";
import { expect, it } from "vitest";
import { byPath, modelList, servePages, type Page } from "../../../../test/support/page-server.ts";
import { planOf } from "../../../../test/support/snapshots.ts";
import { createH1Transport } from "../http/h1/h1-transport.ts";
import { runPreflight } from "./preflight.ts";

const noSecrets: Secrets = { apiKey: null, headers: {} };

const check = (plan: Plan, secrets = noSecrets, shareUsers = 10) =>
  runPreflight({
    plan,
    secrets,
    shareUsers,
    createTransport: createH1Transport,
    logger: silentLogger,
    signal: new AbortController().signal,
  });

/** vLLM's row leaves nothing open, so that no probe is sent. */
const planFor = (targets: readonly string[], request: Partial<RequestPlan> = {}): Plan =>
  planOf({
    targets: [...targets],
    request: { ...bareRequest, provider: "vllm", endpoint: null, model: null, ...request },
  });

const auto: Partial<RequestPlan> = { provider: "auto", probe: true };

const answered =
  'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"length"}]}\n\n' +
  'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}\n\ndata: [DONE]\n\n';

const serveModels = (names: readonly string[] | null, ownedBy = "vllm") =>
  servePages(byPath(names === null ? {} : { "/v1/models": modelList(names, ownedBy) }));

const outcomeOf = (report: Awaited<ReturnType<typeof check>>): string =>
  report.ok ? report.value.model : `${report.error.code}: ${report.error.sentence}`;

it("takes the only model that the server lists", async () => {
  await using server = await serveModels(["llama"]);
  expect(await check(planFor([server.url]))).toEqual({
    ok: true,
    value: {
      provider: "vllm",
      endpoint: "openai-chat",
      model: "llama",
      refused: new Set(),
      findings: [],
      posts: 0,
    },
  });
});

it.each([
  [[], /^GF_MODEL_MISSING: .*its list is empty/],
  [null, /^GF_MODEL_MISSING: .*answered 404/],
  [["a", "b"], /^GF_MODEL_AMBIGUOUS: .*2 models: a, b\.$/],
  [["a", "b", "c", "d", "e", "f"], /6 models: a, b, c, d, e …/],
])("asks for a name when the server lists %j", async (names, outcome) => {
  await using server = await serveModels(names);
  expect(outcomeOf(await check(planFor([server.url])))).toMatch(outcome);
});

it("asks for the model that was named, and notes when it is not listed", async () => {
  await using server = await serveModels(["a", "b"]);
  expect(await check(planFor([server.url], { model: "b" }))).toMatchObject({
    value: { model: "b", findings: [] },
  });
  expect(await check(planFor([server.url], { model: "c" }))).toMatchObject({
    value: { model: "c", findings: [{ code: "model_not_listed" }] },
  });
});

it("checks every target and takes the model from the first that lists one", async () => {
  await using silent = await serveModels(null);
  await using telling = await serveModels(["llama"]);
  expect(await check(planFor([silent.url, telling.url]))).toMatchObject({
    value: { model: "llama", findings: [{ code: "models_status" }] },
  });
});

it("stops when one of the targets does not answer, and names it", async () => {
  await using server = await serveModels(["llama"]);
  const closed = "http://127.0.0.1:1";
  expect(outcomeOf(await check(planFor([server.url, closed])))).toMatch(
    /^GF_TARGET_UNREACHABLE: Nothing answers at http:\/\/127\.0\.0\.1:1/,
  );
});

it("stops before any request when this machine lacks room", async () => {
  await using server = await serveModels(["llama"]);
  const report = await check(planFor([server.url]), noSecrets, 2_000_000_000);
  expect(outcomeOf(report)).toMatch(/^GF_(FILE|PORT)_LIMIT/);
  expect(server.seen).toEqual([]);
});

it("sends the key as each server wants it, and the user's own headers win", async () => {
  await using server = await servePages(() => modelList(["m"]));
  const headers = { "X-Team": "open" };
  const keyed = { apiKey: "k1", headers: {} };
  await check(planFor([server.url], { headers }), keyed);
  await check(planFor([server.url], { provider: "anthropic" }), keyed);
  await check(planFor([server.url], { provider: "gemini" }), keyed);
  await check(planFor([server.url]), { apiKey: "k1", headers: { Authorization: "Basic x" } });
  expect(server.seen.map((seen) => seen.headers)).toMatchObject([
    { authorization: "Bearer k1", "x-team": "open" },
    { "x-api-key": "k1", "anthropic-version": "2023-06-01" },
    { "x-goog-api-key": "k1" },
    // Who it is, it says in the list that all servers have.
    { "x-goog-api-key": "k1" },
    { authorization: "Basic x" },
  ]);
});

it("finds out what the server is, and says why", async () => {
  await using server = await serveModels(["llama"], "sglang");
  const report = await check(planFor([server.url], auto));
  expect(report).toMatchObject({
    value: { provider: "sglang", endpoint: "openai-chat", model: "llama", posts: 0 },
  });
  expect(report.ok && report.value.findings).toEqual([
    {
      code: "provider_detected",
      text:
        `${server.url} is taken for SGLang, because GET /v1/models says owned_by sglang; requests ` +
        "go to OpenAI chat completions (--provider sglang --endpoint openai-chat)",
    },
  ]);
});

interface Disguise {
  readonly what: string;
  readonly path?: string;
  readonly pages: Readonly<Record<string, Page>>;
  readonly provider: string;
  readonly endpoint: string;
}

const disguises: readonly Disguise[] = [
  {
    what: "Ollama",
    pages: { "/v1/models": modelList(["llama3:latest"], "library") },
    provider: "ollama",
    endpoint: "ollama-chat",
  },
  {
    what: "TGI 1.3",
    pages: { "/info": '{"model_id":"org/m"}' },
    provider: "tgi",
    endpoint: "tgi-generate",
  },
  {
    what: "Triton",
    pages: {
      "/v2": '{"name":"triton","version":"2"}',
      "/v2/repository/index": '[{"name":"ensemble"}]',
    },
    provider: "triton-generate",
    endpoint: "triton-generate",
  },
  {
    what: "MindIE by its own path",
    path: "/infer",
    pages: { "/v1/models": modelList(["qwen"], "MindIE Server") },
    provider: "mindie",
    endpoint: "mindie-infer",
  },
  {
    what: "vLLM's demo server",
    path: "/generate",
    pages: {},
    provider: "vllm",
    endpoint: "vllm-generate",
  },
  {
    what: "Anthropic's API on vLLM",
    path: "/v1/messages",
    pages: { "/v1/models": modelList(["m"], "vllm") },
    provider: "vllm",
    endpoint: "anthropic-messages",
  },
];

it.each(disguises)("detects $what", async ({ path = "", pages, provider, endpoint }) => {
  await using server = await servePages(byPath(pages));
  const model = Object.keys(pages).length === 0 ? "m" : null;
  const report = await check(planFor([server.url + path], { ...auto, model }));
  expect(report).toMatchObject({ ok: true, value: { provider, endpoint } });
});

it("takes an unknown server for one that speaks OpenAI's API, and probes what it takes", async () => {
  await using server = await servePages(({ url, body }) => {
    if (url === "/v1/models") return modelList(["m"]);
    return body.includes("ignore_eos")
      ? { status: 400, body: '{"error":"no ignore_eos"}' }
      : answered;
  });
  const report = await check(planFor([server.url], { ...auto, ignoreEos: true }));
  expect(report).toMatchObject({ value: { provider: "openai", posts: 2 } });
  if (!report.ok) return;
  expect(report.value.findings.map(({ code }) => code)).toEqual([
    "field_refused",
    "provider_detected",
    "fields_checked",
  ]);
  const { refused } = report.value;
  expect(refused.has("ignoreEos") && !refused.has("streamOptions")).toBe(true);
});

it("knows a gateway by the headers of its answers", async () => {
  await using server = await servePages(({ url }) =>
    url === "/v1/models"
      ? modelList(["m"], "openai")
      : { status: 200, body: answered, headers: { "x-litellm-call-id": "1" } },
  );
  expect(await check(planFor([server.url], auto))).toMatchObject({
    value: {
      provider: "litellm",
      findings: [
        { text: expect.stringContaining("because it sends the header x-litellm-call-id") },
        { code: "fields_checked" },
      ],
    },
  });
});

it("hints when the server looks like another than the one that was named", async () => {
  await using server = await serveModels(["m"], "sglang");
  expect(await check(planFor([server.url]))).toMatchObject({
    value: {
      provider: "vllm",
      findings: [
        { code: "provider_contradicted", text: expect.stringContaining("(--provider sglang)") },
      ],
    },
  });
});

it("says which options are not sent to a server that is not known to take them", async () => {
  await using server = await serveModels(["m"], "fastchat");
  const report = await check(planFor([server.url], { provider: "fastchat", topK: 5 }));
  expect(report).toMatchObject({
    value: {
      findings: [
        { code: "field_withheld", text: expect.stringMatching(/^--top-k is not sent: FastChat/) },
      ],
    },
  });
});

it("takes the API and the model that the path names", async () => {
  await using server = await servePages(byPath({}));
  const url = `${server.url}/v2/models/llama/generate_stream`;
  expect(await check(planFor([url], { provider: "triton-generate" }))).toMatchObject({
    value: { endpoint: "triton-generate", model: "llama" },
  });
});

it("waits for a server that is loading, and then asks it", async () => {
  let asked = 0;
  await using server = await servePages(({ url }) => {
    if (url === "/health") return asked++ < 2 ? { status: 503, body: "Loading model" } : "";
    return modelList(["m"], "vllm");
  });
  const report = await check({ ...planFor([server.url]), waitReadyMs: 20_000 });
  expect(outcomeOf(report)).toBe("m");
  expect(server.seen.map(({ url }) => url)).toEqual([
    "/health",
    "/health",
    "/health",
    "/v1/models",
  ]);
});

it("stops when the server is not ready in time", async () => {
  await using server = await servePages(() => ({ status: 503 }));
  const report = await check({ ...planFor([server.url], auto), waitReadyMs: 200 });
  expect(outcomeOf(report)).toMatch(/^GF_TARGET_NOT_READY: .* it answers 503/);
});

it("keeps the key out of what it says when a server repeats it, in findings, errors and logs", async () => {
  const apiKey = "sk-very-secret-0123456789";
  const said: string[] = [];
  const logger = { ...silentLogger, info: (line: string) => void said.push(line) };
  const echo: Page = {
    status: 500,
    body: JSON.stringify({ error: { message: `no account for Bearer ${apiKey}` } }),
  };
  await using server = await servePages(() => echo);
  const plan = planFor([server.url], { provider: "openai", model: "m", probe: true });
  const settings = {
    secrets: { apiKey, headers: {} },
    shareUsers: 1,
    createTransport: createH1Transport,
    logger,
    signal: new AbortController().signal,
  };
  const probed = await runPreflight({ ...settings, plan });
  const waited = await runPreflight({ ...settings, plan: { ...plan, waitReadyMs: 300 } });
  expect(waited).toMatchObject({ ok: false, error: { code: "GF_TARGET_NOT_READY" } });
  for (const text of [JSON.stringify(probed), JSON.stringify(waited), said.join()]) {
    expect(text).toContain("no account for");
    expect(text).not.toContain(apiKey);
  }
});
