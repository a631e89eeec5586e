import { expect, it } from "vitest";
import { providersMarkdown } from "./describe-providers.ts";
import { endpointNames } from "./endpoint-table.ts";
import { providerNames } from "./provider-table.ts";

const page = providersMarkdown();

/** The cells of every row that begins with this name. */
const cellsOf = (name: string): string[][] =>
  page
    .split("\n")
    .filter((line) => line.startsWith(`| \`${name}\` |`))
    .map((line) => line.split(" | ").slice(1));

it("has three rows for each provider and one for each endpoint", () => {
  const names = [...providerNames, ...endpointNames];
  const wanted = (name: string): number =>
    names.filter((other) => other === name).length === 2
      ? 4
      : providerNames.some((provider) => provider === name)
        ? 3
        : 1;
  for (const name of names) expect([name, cellsOf(name).length]).toEqual([name, wanted(name)]);
});

it("leaves no cell empty", () => {
  expect(page.split("\n").filter((line) => /\|\s+\|/.test(line))).toEqual([]);
});

it("says what a server offers, takes, and is known by", () => {
  const [offers = [], fields = [], access = []] = cellsOf("llama-cpp");
  expect(offers.slice(0, 3)).toEqual(["llama.cpp server", "`openai-chat`", "`openai-completions`"]);
  expect(offers[3]).toContain("`llama-cpp-completion`");
  expect(fields[0]).toContain("usage in streams, `--ignore-eos`");
  expect(access[0]).toBe("owned_by `llamacpp`; Server header `llama.cpp*`");
});
