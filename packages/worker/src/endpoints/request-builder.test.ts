import { bareRequest } from "@gadfly/shared/plan/bare-plan";
import { expect, test } from "vitest";
import { createPromptSource } from "../prompts/prompt-source.ts";
import { toRequestOptions } from "./allowed-fields.ts";
import { endpoints } from "./endpoint-registry.ts";
import { createRequestBuilder } from "./request-builder.ts";
import type { RequestBuilder } from "./request-builder.ts";
import { createRequestIds } from "./request-id.ts";
import { parseTarget } from "./target.ts";

interface Change {
  readonly headers?: Record<string, string>;
  readonly apiKey?: string;
  readonly secretHeaders?: Record<string, string>;
  readonly promptRandomize?: boolean;
  readonly stream?: boolean;
}

function builder(change: Change = {}): RequestBuilder {
  const target = parseTarget("http://h:8000/v1");
  if (!target.ok) throw new Error(target.error);
  const { promptRandomize = false, stream = true } = change;
  const prompts = createPromptSource(
    { prompt: "Say hi", promptTokens: 0, promptRandomize },
    (user, iteration, draw) => ((user * 7 + iteration * 3 + draw) % 10) / 10,
  );
  return createRequestBuilder({
    runId: "run1",
    target: target.value,
    endpoint: endpoints["openai-chat"],
    request: toRequestOptions({ ...bareRequest, stream }, "m", new Set()).options,
    extraBody: {},
    headers: change.headers ?? {},
    auth: "authorization",
    secrets: { apiKey: change.apiKey ?? null, headers: change.secretHeaders ?? {} },
    prompts,
  });
}

function headersOf(build: RequestBuilder): Map<string, string> {
  const { headers } = build(4, 2);
  const names = headers.filter((_, index) => index % 2 === 0);
  return new Map(names.map((name, index) => [name, headers[index * 2 + 1] ?? ""]));
}

test("prepares a request with its path, id and usual headers", () => {
  const build = builder();
  expect(build(4, 2)).toMatchObject({
    requestId: createRequestIds("run1")(4, 2),
    path: "/v1/chat/completions",
  });
  expect(Object.fromEntries(headersOf(build))).toEqual({
    "content-type": "application/json",
    accept: "text/event-stream",
    "accept-encoding": "identity",
    "user-agent": "gadfly",
    "x-request-id": createRequestIds("run1")(4, 2),
  });
  expect(headersOf(builder({ stream: false })).get("accept")).toBe("application/json");
});

test("sends the key as a bearer token, and lets the user's headers win in any case", () => {
  expect(headersOf(builder({ apiKey: "k" })).get("authorization")).toBe("Bearer k");
  const own = headersOf(
    builder({
      apiKey: "k",
      headers: { Authorization: "Basic x", "X-Request-Id": "mine", "X-A": "1" },
      secretHeaders: { "x-a": "2" },
    }),
  );
  expect(Object.fromEntries(own)).toMatchObject({
    Authorization: "Basic x",
    "X-Request-Id": "mine",
    "x-a": "2",
  });
  expect([...own.keys()].map((name) => name.toLowerCase())).toHaveLength(
    new Set([...own.keys()].map((name) => name.toLowerCase())).size,
  );
});

test("sends the same bytes for every request unless prompts are randomized", () => {
  const plain = builder();
  expect(plain(1, 1).body).toBe(plain(2, 2).body);
  const random = builder({ promptRandomize: true });
  expect(random(1, 1).body.equals(random(1, 1).body)).toBe(true);
  expect(random(1, 1).body.equals(random(2, 1).body)).toBe(false);
  expect(random(1, 1).body.toString()).toMatch(/"content":"([a-z]+ ){8}Say hi"/);
});
