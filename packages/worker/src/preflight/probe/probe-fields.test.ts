import { bareRequest } from "@gadfly/shared/plan/bare-plan";
import type { RequestPlan } from "@gadfly/shared/plan/plan";
import { providerRow, type ProviderName } from "@gadfly/shared/providers/provider-table";
import { expect, test } from "vitest";
import { servePages, type Answerer } from "../../../../../test/support/page-server.ts";
import { planOf } from "../../../../../test/support/snapshots.ts";
import type { Endpoint } from "../../endpoints/endpoint.ts";
import { openAiChat } from "../../endpoints/openai-chat.ts";
import { openAiEmbeddings } from "../../endpoints/openai-embeddings.ts";
import { openAiResponses } from "../../endpoints/openai-responses.ts";
import { createH1Transport } from "../../http/h1/h1-transport.ts";
import { openTarget } from "../target/target-client.ts";
import { createRequestIds } from "../../endpoints/request-id.ts";
import { probeFields } from "./probe-fields.ts";

interface Case {
  readonly request?: Partial<RequestPlan>;
  readonly provider?: ProviderName;
  readonly endpoint?: Endpoint;
  readonly answer?: Answerer;
}

/** An answer in a stream with its usage. */
const words = 'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"length"}]}\n\n';
const counts = 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}\n\n';
const end = "data: [DONE]\n\n";
const answered = words + counts + end;

const probe = async ({ request, provider = "openai", endpoint = openAiChat, answer }: Case) => {
  await using server = await servePages(answer ?? (() => answered));
  const client = openTarget(`${server.url}/v1`, createH1Transport, planOf());
  if (!client.ok) throw new Error(client.error);
  const report = await probeFields({
    plan: { runId: "run1", request: { ...bareRequest, probe: true, maxTokens: 64, ...request } },
    secrets: { apiKey: "k", headers: { "X-Team": "t" } },
    client: client.value,
    row: providerRow(provider),
    endpoint,
    model: "m",
  });
  await client.value.close();
  const bodies = server.seen.map((one): Record<string, unknown> => JSON.parse(one.body));
  return { ...report, refused: [...report.refused], bodies, seen: [...server.seen] };
};

const everything = { ignoreEos: true, topK: 5, reasoningEffort: "low", temperature: 0 };

test("sends everything that the plan would send, for one token and under an id of its own", async () => {
  const { bodies, seen, posts, refused } = await probe({
    request: { ...everything, extraBody: { priority: 1 }, headers: { "x-open": "o" } },
  });
  expect(posts).toBe(1);
  expect(bodies).toEqual([
    {
      model: "m",
      max_tokens: 1,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      top_k: 5,
      ignore_eos: true,
      min_tokens: 1,
      reasoning_effort: "low",
      messages: [{ role: "user", content: "Hi" }],
      priority: 1,
    },
  ]);
  expect(seen[0]).toMatchObject({
    method: "POST",
    url: "/v1/chat/completions",
    headers: {
      authorization: "Bearer k",
      "x-team": "t",
      "x-open": "o",
      "x-request-id": createRequestIds("run1-probe")(1, 0),
    },
  });
  expect(refused).toEqual(["maxCompletionTokens"]);
});

test("asks nothing when the provider's row leaves nothing open that the plan wants", async () => {
  expect(await probe({ provider: "vllm", request: everything })).toMatchObject({ posts: 0 });
  expect(await probe({ provider: "litellm" })).toMatchObject({ posts: 0, candidates: [] });
  const embeddings = await probe({ endpoint: openAiEmbeddings, request: { stream: false } });
  expect(embeddings).toMatchObject({ posts: 0, candidates: [] });
});

test("asks nothing with --no-probe, and then sends only what belongs to the API", async () => {
  const { posts, refused, presumed, unclear } = await probe({
    request: { ...everything, probe: false },
  });
  expect(posts).toBe(0);
  expect([...refused]).toContain("topK");
  expect([...refused]).not.toContain("streamOptions");
  expect(presumed).toEqual(["streamOptions"]);
  expect(unclear).toBe("--no-probe");
});

test("leaves out what a strict server refuses, and asks again", async () => {
  const { bodies, refused } = await probe({
    answer: ({ body }) =>
      body.includes("stream_options")
        ? {
            status: 422,
            body: '{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"no"}]}',
          }
        : answered,
  });
  expect(bodies.map((body) => "stream_options" in body)).toEqual([true, false]);
  expect(refused).toContain("streamOptions");
});

test("sends max_completion_tokens where max_tokens is refused", async () => {
  const message =
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
  const { bodies, refused, reasons } = await probe({
    answer: ({ body }) =>
      body.includes('"max_tokens"')
        ? { status: 400, body: JSON.stringify({ error: { message } }) }
        : answered,
  });
  expect(bodies.at(-1)).toMatchObject({ max_completion_tokens: 1, stream_options: {} });
  expect(refused).not.toContain("maxCompletionTokens");
  expect(reasons.size).toBe(0);
});

test("gives OpenAI's responses room for the least they take", async () => {
  const { bodies } = await probe({
    endpoint: openAiResponses,
    request: { reasoningEffort: "low" },
    answer: () => ({ status: 200, body: '{"output":[],"status":"completed"}' }),
  });
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toMatchObject({ max_output_tokens: 16 });
});

test("sends eight requests at most", async () => {
  const { posts, unclear } = await probe({
    request: { ...everything, ignoreEos: true },
    answer: ({ body }) => (Object.keys(JSON.parse(body)).length > 5 ? { status: 400 } : answered),
  });
  expect(posts).toBeLessThanOrEqual(8);
  expect(unclear === null || posts === 8).toBe(true);
});

test("learns nothing from a server that wants another key", async () => {
  const { posts, unclear, refused, locked } = await probe({
    answer: () => ({ status: 401, body: '{"error":"Unauthorized"}' }),
  });
  expect(posts).toBe(1);
  expect(unclear).toBe("HTTP 401: Unauthorized");
  expect(locked).toBe(
    "the server does not accept the API key that it was given (-k, GADFLY_API_KEY) " +
      "(HTTP 401: Unauthorized)",
  );
  expect([...refused]).not.toContain("streamOptions");
});

test("takes a page that is no answer for no yes", async () => {
  const { posts, unclear, locked } = await probe({ answer: () => "<html>Welcome</html>" });
  expect(posts).toBe(1);
  expect(unclear).toMatch(/^HTTP 200 without an answer in it: .*Welcome/);
  expect(locked).toBeNull();
});

test("notices a server that accepts stream_options and sends no usage", async () => {
  const { refused, sendsNoUsage } = await probe({ answer: () => words + end });
  expect(refused).not.toContain("streamOptions");
  expect(sendsNoUsage).toBe(true);
  expect((await probe({})).sendsNoUsage).toBe(false);
});
