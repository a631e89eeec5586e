import { expect, test } from "vitest";
import { ThinkTag } from "./think-tag.ts";

test.each([
  ["plain text", ["Hi", " there"], ["answer", "answer"]],
  ["leading blanks", ["\n", " ", "Hi"], ["undecided", "undecided", "answer"]],
  [
    "whole tags",
    ["<think>", "a", "</think>", "b"],
    ["reasoning", "reasoning", "reasoning", "answer"],
  ],
  [
    "cut tags",
    ["<th", "ink>a</th", "ink>", "b"],
    ["undecided", "reasoning", "reasoning", "answer"],
  ],
  ["all in one piece", ["<think>a</think> b"], ["answer"]],
  ["an empty thought", ["<think>\n\n</think>\n\n"], ["reasoning"]],
  ["another tag", ["<", "table>"], ["undecided", "answer"]],
  ["a tag in the middle", ["a", "<think>b"], ["answer", "answer"]],
])("follows %s", (_name, pieces, verdicts) => {
  const tag = new ThinkTag();
  expect(pieces.map((piece) => tag.push(piece))).toEqual(verdicts);
});
