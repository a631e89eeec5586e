import { describe, expect, it } from "vitest";
import { resolveOptions } from "../resolve/resolve-options.ts";
import { toOptionSource } from "../start-options.ts";
import { describeCommandLine } from "./command-line.ts";
import { quoteForShell } from "./quote-for-shell.ts";

const lineOf = (request: Record<string, unknown>, flags: Record<string, unknown> = {}): string => {
  const resolved = resolveOptions({
    command: "run",
    flags,
    env: {},
    file: null,
    request: toOptionSource(request),
  });
  if (!resolved.ok) throw new Error(resolved.error.map(({ sentence }) => sentence).join(" "));
  return describeCommandLine("run", resolved.value);
};

describe("the equivalent command line", () => {
  it("has what was given, wherever it came from, and no default", () => {
    const flags = { host: "http://h:1", users: "5", "run-time": "90s" };
    expect(lineOf({ users: 20, "spawn-rate": 0.5, stream: false }, flags)).toBe(
      "npx gadfly run -u 20 -H http://h:1 -r 0.5 -t 1m30s --no-stream",
    );
  });

  it("quotes for a shell", () => {
    expect(lineOf({ host: "http://h", prompt: "it's; rm -rf $HOME" })).toBe(
      String.raw`npx gadfly run -H http://h --prompt 'it'\''s; rm -rf $HOME'`,
    );
    expect(quoteForShell("")).toBe("''");
  });

  it("hides secrets", () => {
    const line = lineOf({
      host: ["http://a", "http://b"],
      "api-key": "sk-very-secret",
      header: { authorization: "Bearer hidden-too", "x-team": "7" },
    });
    expect(line).not.toMatch(/very-secret|hidden-too/);
    expect(line).toMatch(/^GADFLY_API_KEY=\*+ npx gadfly run -H http:\/\/a -H http:\/\/b /);
    expect(line).toContain("--header 'x-team: 7'");
  });

  it("leaves out what a request takes back", () => {
    expect(lineOf({ "run-time": null }, { host: "http://h", "run-time": "5s" })).toBe(
      "npx gadfly run -H http://h",
    );
  });

  it("gives the same options when it is read again", () => {
    const request = { host: "http://h", users: 3, wait: "between(1s, 2s)", "stop-timeout": "5s" };
    expect(lineOf(request)).toBe("npx gadfly run -u 3 -H http://h --wait 'between(1s, 2s)' -s 5s");
  });
});
