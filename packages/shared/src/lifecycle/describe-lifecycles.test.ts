import { describe, expect, it } from "vitest";
import { describeLifecyclesMarkdown } from "./describe-lifecycles.ts";
import { jobMachine } from "./job-machine.ts";
import { linkMachine } from "./link-machine.ts";
import { livenessMachine } from "./liveness-machine.ts";
import { runMachine } from "./run-machine.ts";

const page = describeLifecyclesMarkdown();

describe("the page of lifecycles", () => {
  it("has a heading and a diagram for each, in order", () => {
    expect(page.match(/^### .*$/gm)).toEqual(["### Run", "### Job", "### Link", "### Liveness"]);
    expect(page.match(/^```mermaid\nstateDiagram-v2\n {2}\[\*\] --> \w+$/gm)).toHaveLength(4);
    expect(page.match(/^```$/gm)).toHaveLength(4);
  });

  it("says a sentence about every state", () => {
    for (const machine of [runMachine, jobMachine, linkMachine, livenessMachine]) {
      for (const state of machine.states)
        expect(page).toMatch(new RegExp(`^- \`${state}\`: .+\\.$`, "m"));
    }
  });

  it("shows an arrow with its events, and marks what is final", () => {
    expect(page).toContain("  stopping --> finalizing: allDrained, drainTimedOut, stopRequested,");
    expect(page).toContain("  left --> [*]");
    expect(page).toMatch(/^- `left`: .* Final\.$/m);
  });
});
