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

it("chooses the endpoint by --chat", () => {
  expect(buildPlan(optionsOf({}), 1).plan.request.endpoint).toBe("openai-chat");
  expect(buildPlan(optionsOf({ chat: false }), 1).plan.request.endpoint).toBe("openai-completions");
});
