import { expect, test } from "vitest";
import { decodeReply, harmfulCuts, leastRequest } from "../../../../test/support/decode-reply.ts";
import { createBodyTemplate } from "./body-template.ts";
import { rerank } from "./rerank.ts";

const hints = { isStreamRequest: false, contentType: "application/json" };
const read = (body: unknown) => decodeReply(rerank, JSON.stringify(body), hints);

test("asks for a ranking of different documents by the prompt", () => {
  expect(rerank.path(leastRequest)).toBe("/v1/rerank");
  const body = rerank.buildBody({ ...leastRequest, items: 3 }, "Hi");
  expect(Object.keys(body).sort()).toEqual(["documents", "model", "query"]);
  expect(body["query"]).toBe("Hi");
  expect(new Set(body["documents"] as string[]).size).toBe(3);
});

test("makes every document as long as prompts are", () => {
  const { documents } = rerank.buildBody({ ...leastRequest, items: 3, itemTokens: 9 }, "Hi");
  expect((documents as string[]).map((text) => text.split(" ").length)).toEqual([9, 9, 9]);
});

test("varies the query, and the query only", () => {
  const build = (prompt: string) => rerank.buildBody({ ...leastRequest, items: 2 }, prompt);
  const rendered = createBodyTemplate(build, "Hi").render("cat ").toString();
  expect(JSON.parse(rendered)).toEqual(build("cat Hi"));
});

const entries = [
  { index: 1, relevance_score: 0.9, document: { text: "b" } },
  { index: 0, relevance_score: -2.5 },
];

test.each<[string, unknown]>([
  ["Jina and Cohere", { id: "r", results: entries }],
  ["Fireworks", { object: "list", data: entries }],
  [
    "TEI",
    [
      { index: 1, score: 0.9 },
      { index: 0, score: 0 },
    ],
  ],
])("counts the scores of %s", (_name, body) => {
  expect(read(body)).toMatchObject({
    items: 2,
    hasOutput: true,
    isFinished: true,
    badFrame: null,
    inbandError: null,
  });
});

test("counts one score where the list is the body", () => {
  expect(read([{ index: 0, score: 0.1 }]).items).toBe(1);
});

test("counts tokens where there are any, and never what is billed", () => {
  const usageOf = (more: object) => read({ results: entries, ...more }).usage?.inputTokens;
  expect(usageOf({ usage: { total_tokens: 7 } })).toBe(7);
  expect(usageOf({ usage: { prompt_tokens: 6, total_tokens: 7 } })).toBe(6);
  expect(
    usageOf({ meta: { tokens: { input_tokens: 5 }, billed_units: { search_units: 1 } } }),
  ).toBe(5);
  expect(usageOf({ meta: { billed_units: { search_units: 1 } } })).toBeUndefined();
});

test("calls a ranking without scores empty, and refuses what is none", () => {
  expect(read({ results: [{ index: 0 }] })).toMatchObject({ items: 0, hasOutput: false });
  expect(read({ scores: [1] }).badFrame).toContain("no answer of this API");
  expect(read({ message: "invalid api token" }).inbandError).toBe("invalid api token");
});

test("reads the same wherever the body is cut", () => {
  const body = { results: entries, meta: { tokens: { input_tokens: 5 } } };
  expect(harmfulCuts(rerank, Buffer.from(JSON.stringify(body)), hints)).toEqual([]);
});
