import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import { SimulatorFleet } from "../test-support/plain-client.ts";
import { askQuirk, readChunks, readText } from "../test-support/quirk-client.ts";
import { readTruth } from "../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

test("F39 sends three tokens as one chunk, when the third is due", async () => {
  const reply = await askQuirk(simulator, "F39");
  const contents = readChunks(reply).map(({ choices }) => choices?.[0]?.delta?.["content"]);
  const words = contents.slice(1, -1).map((content) => content?.trim().split(" ").length);
  expect(words).toEqual([3, 3, 2]);
  const { chunks } = await readTruth(simulator, reply.headers["x-request-id"] ?? "");
  expect(chunks.tokens).toHaveLength(8);
  expect(new Set(chunks.sentAtMs).size).toBe(3);
});

test("F40 sends token ids without text", async () => {
  const chunks = readChunks(await askQuirk(simulator, "F40"));
  const choices = chunks.slice(2, -1).map((chunk) => chunk.choices?.[0]);
  expect(chunks[1]?.choices?.[0]).toMatchObject({ delta: { content: "" } });
  expect(chunks[1]?.choices?.[0]).not.toHaveProperty("token_ids");
  const words = choices.map((choice) => choice?.delta?.["content"]?.split(" ").length);
  expect(choices.map((choice) => choice?.delta?.["content"] === "")).toEqual(
    words.map((_, index) => index % 2 === 0),
  );
  expect(choices.flatMap((choice) => choice?.token_ids ?? [])).toHaveLength(8);
  expect(readText(chunks).split(" ")).toHaveLength(8);
});

test("F41 sends reasoning in all shapes, then visible text", async () => {
  const deltas = readChunks(await askQuirk(simulator, "F41"))
    .slice(1, -1)
    .map(({ choices }) => choices?.[0]?.delta ?? {});
  expect(deltas.slice(0, 3).flatMap((delta) => Object.keys(delta))).toEqual([
    "reasoning_content",
    "reasoning",
    "thinking",
  ]);
  const content = deltas.map((delta) => delta["content"] ?? "").join("");
  expect(content).toMatch(/^<think> [a-z]+ [a-z]+<\/think>( [a-z]+){3}$/);
});

test("F42 sends one choice after the other and groups what finishes", async () => {
  const chunks = readChunks(await askQuirk(simulator, "F42", { n: 2, max_tokens: 3 }));
  const seen = chunks.map(({ choices }) => [choices?.[0]?.index, choices?.[0]?.finish_reason]);
  const running = [0, 0, 0, 0, 1, 1, 1, 1].map((index) => [index, null]);
  expect(seen).toEqual([...running, [0, "length"], [1, "length"]]);
});
