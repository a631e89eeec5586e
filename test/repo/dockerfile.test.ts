// What the image promises, read from the Dockerfile: no development packages, no root, no secret way in.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const lines = readFileSync(join(root, "Dockerfile"), "utf8").split("\n");
const starts = lines.flatMap((line, index) => (line.startsWith("FROM ") ? [index] : []));
const stages = starts.map((start, index) => lines.slice(start, starts[index + 1]));
const lastStage = stages.at(-1) ?? [];
const argumentsOf = (keyword: string, stage: string[]): string[] =>
  stage
    .filter((line) => line.startsWith(`${keyword} `))
    .map((line) => line.slice(keyword.length + 1));

describe("Dockerfile", () => {
  it("builds in one stage and ships another, from the same base", () => {
    expect(argumentsOf("FROM", lines)).toEqual([
      "node:24-bookworm-slim AS build",
      "node:24-bookworm-slim",
    ]);
  });

  it("pulls no frontend image", () => {
    expect(lines[0]).not.toContain("syntax=");
  });

  it("installs nothing in what it ships, and runs no install script to build it", () => {
    const installs = stages.map((stage) =>
      argumentsOf("RUN", stage).filter((command) => command.startsWith("npm ci")),
    );
    expect(installs).toEqual([["npm ci --ignore-scripts"], []]);
  });

  it("ships the bundled programs and none of the packages", () => {
    const built = argumentsOf("COPY", lastStage).filter((line) => line.startsWith("--from"));
    expect(built).toEqual([
      "--from=build /app/packages/cli/dist/programs packages/cli/dist/programs",
    ]);
  });

  it("runs as a fixed user that is not root", () => {
    expect(argumentsOf("USER", lastStage)).toEqual(["1000:1000"]);
  });

  it("opens the worker port and the page", () => {
    expect(argumentsOf("EXPOSE", lastStage)).toEqual(["5557 8089"]);
  });

  it("starts the gadfly command by a path that exists", () => {
    const entrypoint: unknown = JSON.parse(argumentsOf("ENTRYPOINT", lastStage)[0] ?? "");
    expect(entrypoint).toEqual(["node", "/app/packages/cli/bin/gadfly.js"]);
    expect(existsSync(join(root, "packages/cli/bin/gadfly.js"))).toBe(true);
  });

  it.each(readdirSync(join(root, "packages")))("installs for %s", (name) => {
    const manifest = `packages/${name}/package.json packages/${name}/`;
    expect(argumentsOf("COPY", stages[0] ?? [])).toContain(manifest);
  });

  it("takes no secret as an argument or a variable", () => {
    expect(argumentsOf("ARG", lines)).toEqual([]);
    expect(argumentsOf("ENV", lines)).toEqual(["NODE_ENV=production"]);
  });
});

describe(".dockerignore", () => {
  const rules = readFileSync(join(root, ".dockerignore"), "utf8").split("\n");

  it("keeps everything out that it does not name", () => {
    expect(rules.find((rule) => rule !== "" && !rule.startsWith("#"))).toBe("*");
  });

  it("lets in what the Dockerfile copies and no more", () => {
    const copied = argumentsOf("COPY", lines)
      .filter((line) => !line.startsWith("--from"))
      .flatMap((line) => line.split(" ").slice(0, -1))
      .map((source) => source.split("/")[0]);
    const admitted = rules.filter((rule) => rule.startsWith("!")).map((rule) => rule.slice(1));
    expect(admitted.toSorted()).toEqual([...new Set(copied)].toSorted());
  });
});
