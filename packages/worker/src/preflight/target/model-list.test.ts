import { expect, test } from "vitest";
import { readModelCards } from "./model-list.ts";

const names = (answer: unknown) => readModelCards(JSON.stringify(answer))?.map(({ name }) => name);

test("reads OpenAI's list with the owners", () => {
  const body = JSON.stringify({
    object: "list",
    data: [{ id: "m", owned_by: "vllm" }, { id: "n" }],
  });
  expect(readModelCards(body)).toEqual([
    { name: "m", ownedBy: "vllm" },
    { name: "n", ownedBy: "" },
  ]);
});

test("knows Anthropic's list by its shape", () => {
  const row = { type: "model", id: "claude", display_name: "Claude", created_at: "2026" };
  const cards = (one: object) => readModelCards(JSON.stringify({ data: [one] }));
  expect(cards(row)).toEqual([{ name: "claude", ownedBy: "", isAnthropic: true }]);
  expect(cards({ ...row, owned_by: "me" })).toEqual([{ name: "claude", ownedBy: "me" }]);
});

test("reads Ollama's tags", () => {
  expect(names({ models: [{ name: "llama3:latest", model: "llama3:latest", size: 1 }] })).toEqual([
    "llama3:latest",
  ]);
});

test("reads Gemini's list without its prefix and without models that write no text", () => {
  const models = [
    { name: "models/flash", supportedGenerationMethods: ["generateContent", "countTokens"] },
    { name: "models/embedding", supportedGenerationMethods: ["embedContent"] },
  ];
  expect(names({ models, nextPageToken: "x" })).toEqual(["flash"]);
});

test("reads Cohere's list without models that do not chat", () => {
  const models = [
    { name: "command", endpoints: ["generate", "chat"] },
    { name: "rerank", endpoints: ["rerank"] },
  ];
  expect(names({ models })).toEqual(["command"]);
});

test("reads Triton's repository index", () => {
  expect(names([{ name: "ensemble", version: "1", state: "READY" }, { name: "bls" }])).toEqual([
    "ensemble",
    "bls",
  ]);
});

test("takes a list of nothing for an empty list", () => {
  expect(names({ object: "list", data: null })).toEqual([]);
  expect(names({ models: [] })).toEqual([]);
});

test("skips rows without a name", () => {
  expect(names({ data: [{ id: 7 }, null, "x", { id: "good" }] })).toEqual(["good"]);
});

test.each(["", "<html>hello</html>", '{"data":{}}', "7", "null", '{"error":"no"}'])(
  "finds no list in %j",
  (body) => {
    expect(readModelCards(body)).toBeNull();
  },
);
