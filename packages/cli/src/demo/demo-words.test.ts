import { describe, expect, it } from "vitest";
import { describeDemoSteps } from "./demo-words.ts";

describe("the demo's last lines", () => {
  it("leave the run before to the lines of the run itself", () => {
    const places = { folder: "runs/b", earlier: "runs/a", page: null };
    expect(describeDemoSteps(places)).toBe("");
  });

  it("say how to come to a second run", () => {
    const places = { folder: "runs/a", earlier: null, page: null };
    expect(describeDemoSteps(places)).toContain("once more, then: npx gadfly compare runs/a ");
  });

  it("say that the page stays, and nothing of runs that were not kept", () => {
    const places = { folder: null, earlier: null, page: "http://127.0.0.1:8089" };
    expect(describeDemoSteps(places)).toBe(
      "Page     http://127.0.0.1:8089 stays, also for another run; Ctrl-C ends it\n",
    );
  });
});
