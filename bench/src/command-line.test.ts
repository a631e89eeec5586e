import { describe, expect, it } from "vitest";
import { describeUsage, readCommandLine } from "./command-line.ts";

const names = {
  known: ["events", "memory", "startup", "soak"],
  usual: ["events", "memory", "startup"],
};

describe("readCommandLine", () => {
  it("takes all suites, five rounds and writing when nothing is said", () => {
    expect(readCommandLine([], names)).toEqual({
      suites: names.usual,
      rounds: 5,
      isQuick: false,
      shouldWrite: true,
      wantsHelp: false,
    });
  });

  it("keeps the order of the table", () => {
    expect(readCommandLine(["startup", "events"], names).suites).toEqual(["events", "startup"]);
  });

  it("never writes a quick run", () => {
    expect(readCommandLine(["--quick"], names)).toMatchObject({ rounds: 1, shouldWrite: false });
  });

  it("leaves the results alone when told", () => {
    expect(readCommandLine(["--no-write"], names).shouldWrite).toBe(false);
  });

  it.each(["0", "x", "1.5", "101"])("refuses --rounds %s", (rounds) => {
    expect(() => readCommandLine([`--rounds=${rounds}`], names)).toThrow(
      "whole number from 1 to 100",
    );
  });

  it("names the suites when one is unknown", () => {
    expect(() => readCommandLine(["evnts"], names)).toThrow("events, memory, startup, soak");
  });
});

describe("describeUsage", () => {
  it("lists every suite with its title", () => {
    expect(describeUsage([{ name: "startup", title: "Start-up" }])).toContain("startup  Start-up");
  });
});
