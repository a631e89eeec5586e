import { expect, it } from "vitest";
import { describeDemoCommandLine } from "./demo-command-line.ts";

const url = "http://127.0.0.1:8788";
const flag = { kind: "flag", name: "x" } as const;
const request = { kind: "request" } as const;
const byDefault = { kind: "default" } as const;
const demo = {
  options: { users: 20, spawnRate: 5 },
  origins: { users: byDefault, spawnRate: flag },
};
const run = {
  options: { host: [url], users: 20, spawnRate: 5 },
  origins: { host: flag, users: flag, spawnRate: flag },
};

it("is the demo with what it was given, not a run against a server that is gone", () => {
  expect(describeDemoCommandLine({ demo, run, url })).toBe("npx gadfly demo -r 5");
});

it("has what the page asked for", () => {
  const asked = {
    options: { ...run.options, users: 40 },
    origins: { ...run.origins, host: request, users: request },
  };
  expect(describeDemoCommandLine({ demo, run: asked, url })).toBe("npx gadfly demo -u 40 -r 5");
});

it("is a run where the demo has no such option", () => {
  const asked = {
    options: { ...run.options, stream: false },
    origins: { ...run.origins, stream: request },
  };
  const line = describeDemoCommandLine({ demo, run: asked, url });
  expect(line).toMatch(/^npx gadfly run .*-H http:\/\/127\.0\.0\.1:8788 .*--no-stream/);
});
