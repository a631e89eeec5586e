import { expect, it } from "vitest";
import { findDisagreements } from "./disagreements.ts";

const vllm = { provider: "vllm", endpoint: "openai-chat", model: "m" };

it("names the workers and what each of them found", () => {
  expect(
    findDisagreements([
      { worker: "a", ...vllm },
      { worker: "b", ...vllm, provider: "sglang" },
      { worker: "c", ...vllm },
    ]),
  ).toEqual([
    {
      code: "workers_disagree_provider",
      severity: "warning",
      text:
        "workers found different things at the target, server: vllm (a, c); sglang (b); the numbers " +
        "mix them. Name it with --provider, or look for what answers to each worker",
    },
  ]);
});

it("says each subject for itself, and shortens long lists of names", () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ worker: `w${i}`, ...vllm }));
  const findings = findDisagreements([
    ...many,
    { worker: "x", ...vllm, endpoint: "openai-completions", model: "n" },
  ]);
  expect(findings.map(({ code }) => code)).toEqual([
    "workers_disagree_endpoint",
    "workers_disagree_model",
  ]);
  expect(findings[0]?.text).toContain("openai-chat (w0, w1, w2, w3, w4 and 4 more)");
});

it("finds nothing where all agree, or where a worker says nothing", () => {
  expect(findDisagreements([])).toEqual([]);
  expect(
    findDisagreements([
      { worker: "a", ...vllm },
      { worker: "b", ...vllm },
    ]),
  ).toEqual([]);
  expect(
    findDisagreements([
      { worker: "a", ...vllm },
      { worker: "b", model: "m" },
    ]),
  ).toEqual([]);
});
