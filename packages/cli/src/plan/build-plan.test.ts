import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planSchema } from "@gadfly/shared/plan/plan";
import { resolveOptions } from "@gadfly/shared/options/resolve/resolve-options";
import { expect, it } from "vitest";
import { buildPlan } from "./build-plan.ts";

const optionsOf = (flags: Record<string, unknown>) => {
  const all = { host: "http://127.0.0.1:8000", ...flags };
  const resolution = resolveOptions({ command: "run", flags: all, env: {}, file: null });
  if (!resolution.ok) throw new Error(resolution.error[0]?.sentence);
  return resolution.value.options;
};

it("makes a plan that the protocol accepts, with a new id each time", () => {
  const first = buildPlan(optionsOf({}), 5).plan;
  const second = buildPlan(optionsOf({}), 5).plan;
  expect(planSchema.safeParse(first).success).toBe(true);
  expect(first.load.users).toBe(5);
  expect(first.runId).toMatch(/^\d{8}-\d{6}-[0-9a-f]{4}$/);
  expect(first.runId === second.runId && first.seed === second.seed).toBe(false);
});

it("takes the seed that was given", () => {
  expect(buildPlan(optionsOf({ seed: "7" }), 1).plan.seed).toBe(7);
});

it("keeps credentials out of the plan", () => {
  const header = ["Authorization: Bearer very-secret", "X-Team: blue"];
  const { plan, secrets } = buildPlan(optionsOf({ header, "api-key": "sk-secret" }), 1);
  expect(JSON.stringify(plan)).not.toContain("secret");
  expect(plan.request.headers).toEqual({ "X-Team": "blue" });
  expect(secrets).toEqual({
    apiKey: "sk-secret",
    headers: { Authorization: "Bearer very-secret" },
  });
});

it("reads a prompt from a file, and says which file it cannot read", () => {
  const folder = mkdtempSync(join(tmpdir(), "gadfly-plan-"));
  const file = join(folder, "prompt.txt");
  writeFileSync(file, "Tell me a story.");
  expect(buildPlan(optionsOf({ prompt: `@${file}` }), 1).plan.request.prompt).toBe(
    "Tell me a story.",
  );
  rmSync(folder, { recursive: true });
  expect(() => buildPlan(optionsOf({ prompt: `@${file}` }), 1)).toThrow(file);
});

it("asks for a target", () => {
  expect(() => buildPlan({ ...optionsOf({}), host: null }, 1)).toThrow("No target is given");
});

it("leaves provider and endpoint to be found out, unless they are given", () => {
  const { request } = buildPlan(optionsOf({ chat: false }), 1).plan;
  expect(request).toMatchObject({ provider: "auto", endpoint: null, chat: false, probe: true });
  const named = { provider: "vllm", endpoint: "anthropic-messages", probe: false };
  expect(buildPlan(optionsOf(named), 1).plan.request).toMatchObject(named);
});

it("takes every target, in its order", () => {
  const host = ["http://a:1/", "http://b:2/v1"];
  expect(buildPlan(optionsOf({ host }), 1).plan.targets).toEqual(["http://a:1", "http://b:2/v1"]);
});

it("carries what is asked of each request", () => {
  const flags = {
    "top-k": "40",
    choices: "3",
    "ignore-eos": true,
    "reasoning-effort": "low",
    items: "8",
  };
  expect(buildPlan(optionsOf(flags), 1).plan.request).toMatchObject({
    topK: 40,
    choices: 3,
    ignoreEos: true,
    reasoningEffort: "low",
    items: 8,
  });
});

it("carries how connections are kept, who is waited for and when failures end the run", () => {
  const flags = {
    connections: "pooled",
    insecure: true,
    "wait-ready": "5m",
    "max-fail-ratio": "0.5/10s",
  };
  expect(buildPlan(optionsOf(flags), 1).plan).toMatchObject({
    connections: { reuse: "pooled", caPem: null, insecure: true },
    waitReadyMs: 300_000,
    maxFailRatio: { ratio: 0.5, windowMs: 10_000 },
  });
  expect(buildPlan(optionsOf({}), 1).plan).toMatchObject({
    connections: { reuse: "per-user", insecure: false },
    waitReadyMs: null,
    maxFailRatio: null,
  });
});

it("breaks requests off only when a share of them is asked for", () => {
  expect(buildPlan(optionsOf({}), 1).plan.cancel).toBeNull();
  expect(buildPlan(optionsOf({ "cancel-rate": "0.1" }), 1).plan.cancel).toEqual({
    rate: 0.1,
    after: { unit: "tokens", tokens: 1 },
  });
});

it("reads certificates to trust, and says what is wrong with their file", () => {
  const folder = mkdtempSync(join(tmpdir(), "gadfly-plan-"));
  const file = join(folder, "ca.pem");
  const pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  writeFileSync(file, pem);
  expect(buildPlan(optionsOf({ "ca-cert": file }), 1).plan.connections.caPem).toBe(pem);
  writeFileSync(file, "not one");
  expect(() => buildPlan(optionsOf({ "ca-cert": file }), 1)).toThrow(/--ca-cert.*no certificate/);
  rmSync(folder, { recursive: true });
  expect(() => buildPlan(optionsOf({ "ca-cert": file }), 1)).toThrow(/--ca-cert.*cannot be read/);
});
