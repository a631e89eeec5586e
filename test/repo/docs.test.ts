// The pages written by hand: their links lead somewhere, and the flags and variables they name exist.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { commandNames, optionsOf } from "@gadfly/shared/options/command-options";
import { flagName, variableNames } from "@gadfly/shared/options/option-names";
import { providerNames } from "@gadfly/shared/providers/provider-table";
import { serverNames } from "@gadfly/simulator/apis/servers";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../support/repository-root.ts";

const options = commandNames.flatMap((command) => Object.entries(optionsOf(command)));
const ownFlags = new Set(options.map(([key, option]) => flagName(key, option)));
const ownVariables = new Set(options.flatMap(([key, option]) => variableNames(key, option)));

/** Every command has these; they are no options of a run. */
const everywhere = ["help", "version"];
/** Flags of Locust and llm_bench that docs/migrating.md names as absent or renamed. */
const flagsOfOthers = new Set(
  [
    "master worker locustfile list config-users equal-weights tags exclude-tags show-task-ratio",
    "enable-rebalancing skip-log-setup profile otel web-login tls-cert",
    "tls-key class-picker tokenizer qps qps-distribution burst",
    "max-tokens-cap max-tokens-distribution max-tokens-range dataset prompt-cache-max-len",
    "summary-file first-visible-token force-min-tokens embeddings embeddings-batch-size rerank",
    "num-documents",
  ].flatMap((names) => names.split(" ")),
);

const handWritten = [
  "README.md",
  "docs/quickstart.md",
  "docs/migrating.md",
  "docs/compare.md",
  "CHANGELOG.md",
];
/** Generated from a table whose texts are written by hand. */
const withOwnProse = ["docs/providers.md"];

const readPage = (page: string): string => readFileSync(join(repositoryRoot, page), "utf8");

function listPages(): string[] {
  const top = readdirSync(repositoryRoot).filter((name) => name.endsWith(".md"));
  const below = readdirSync(join(repositoryRoot, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name));
  return [...top, ...below];
}

/** The anchors that headings of a page make. */
function anchorsOf(page: string): Set<string> {
  const headings = readPage(page).matchAll(/^#{1,6} (.+)$/gm);
  const slugs = [...headings].map(([, text = ""]) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
  return new Set(slugs);
}

/** Why a link of a page leads nowhere, or null. Links to other hosts are not followed. */
function problemOf(page: string, link: string): string | null {
  if (/^[a-z]+:/.test(link)) return null;
  const [path = "", anchor] = link.split("#");
  const target =
    path === "" ? page : relative(repositoryRoot, resolve(repositoryRoot, dirname(page), path));
  if (!existsSync(join(repositoryRoot, target))) return `${link}: no such file`;
  const isThere = anchor === undefined || !target.endsWith(".md") || anchorsOf(target).has(anchor);
  return isThere ? null : `${link}: no such heading`;
}

/** The long flags of a page by name, without those of docker on its own command lines. */
function flagsIn(page: string): string[] {
  const lines = readPage(page)
    .split("\n")
    .filter((line) => !line.includes("docker compose"));
  const names = [...lines.join("\n").matchAll(/(?<![\w-])--([a-z][a-z0-9-]*)/g)];
  return [...new Set(names.map(([, name = ""]) => name))];
}

const isOwnFlag = (name: string): boolean =>
  ownFlags.has(name) || ownFlags.has(name.replace(/^no-/, "")) || everywhere.includes(name);

describe("the pages", () => {
  it.each(listPages())("%s has links that lead somewhere", (page) => {
    const links = [...readPage(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    expect(links.flatMap((link) => problemOf(page, link) ?? [])).toEqual([]);
  });

  it.each([...handWritten, ...withOwnProse])("%s names flags that exist", (page) => {
    const allowed = page === "docs/migrating.md" ? flagsOfOthers : new Set<string>();
    const unknown = flagsIn(page).filter((name) => !isOwnFlag(name) && !allowed.has(name));
    expect(unknown).toEqual([]);
  });

  it.each(handWritten)("%s names variables that exist", (page) => {
    const names = readPage(page).match(/\b(?:GADFLY|LOCUST)_[A-Z_]+\b/g) ?? [];
    expect(names.filter((name) => !ownVariables.has(name))).toEqual([]);
  });

  it("docs/migrating.md calls no flag absent that is there, and lists no flag for nothing", () => {
    const named = new Set(flagsIn("docs/migrating.md"));
    expect([...flagsOfOthers].filter((name) => ownFlags.has(name))).toEqual([]);
    expect([...flagsOfOthers].filter((name) => !named.has(name))).toEqual([]);
  });

  it("docs/providers.md names a disguise of the simulator for every provider", () => {
    const disguises = readPage("docs/providers.md").matchAll(/gadfly simulate --as ([a-z-]+)/g);
    const named = [...disguises].map(([, name = ""]) => name);
    expect(named).toHaveLength(providerNames.length);
    expect(named.filter((name) => !serverNames.includes(name))).toEqual([]);
  });
});
