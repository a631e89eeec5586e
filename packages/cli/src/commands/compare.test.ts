import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareDocument, compareJsonSchema } from "@gadfly/shared/compare/compare-document";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, it } from "vitest";
import { type JournaledRun, writeJournaledRun } from "../../../../test/support/journaled-run.ts";
import { main } from "../main.ts";

const folder = mkdtempSync(join(tmpdir(), "gadfly-compare-"));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (run: JournaledRun): string => writeJournaledRun(folder, run);
const before = write({ id: "before", seed: 1 });
const again = write({ id: "again", seed: 2 });
const slower = write({ id: "slower", seed: 3, ttftMs: 125 });
const bare = write({ id: "bare", seed: 4, files: ["result"] });
const cut = write({ id: "cut", seed: 5, files: ["journal"] });
const short = write({ id: "short", seed: 6, seconds: 4 });
const busier = write({ id: "busier", seed: 7, users: 40 });

const drifted = write({ id: "drifted", seed: 8, ttftMs: 103 });
const invalid = write({ id: "invalid", seed: 9, ttftMs: 125 });
const asResult = join(invalid, "result.json");
const result: { verdict: unknown } = JSON.parse(readFileSync(asResult, "utf8"));
const reasons = [{ code: "event_loop", text: "the worker stood still" }];
result.verdict = { status: "INVALID", reasons };
writeFileSync(asResult, JSON.stringify(result));

const call = async (...argv: string[]) => {
  const written = { stdout: "", stderr: "" };
  const stdout = { write: (text: string) => void (written.stdout += text) };
  const stderr = { write: (text: string) => void (written.stderr += text) };
  const exitCode = await main(["compare", ...argv], { env: {}, stdout, stderr });
  return { exitCode, ...written };
};

const matchesSchema = new Ajv2020({ strict: true, allErrors: true }).compile(compareJsonSchema());

/** The document that --json printed, of the published shape. */
const documentOf = async (...argv: string[]) => {
  const { stdout } = await call(...argv, "--json");
  const value: unknown = JSON.parse(stdout);
  matchesSchema(value);
  expect(matchesSchema.errors).toBeNull();
  return compareDocument.parse(value);
};

const changesOf = async (...argv: string[]) => {
  const { comparisons } = await documentOf(...argv);
  const metrics = comparisons[0]?.metrics ?? [];
  return Object.fromEntries(metrics.map(({ metric, change }) => [metric, change]));
};

describe("gadfly compare", () => {
  it("calls a slower run slower, and like runs alike", async () => {
    expect(await changesOf(before, slower)).toMatchObject({ ttft: "worse", e2e: "worse" });
    expect(await changesOf(slower, before)).toMatchObject({ ttft: "better", rps: "none" });
    expect(await changesOf(before, again)).toMatchObject({ ttft: "none", e2e: "none" });
  });

  it("shows the runs, the deltas and how they were tested", async () => {
    const { exitCode, stdout, stderr } = await call(before, slower);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("slower against before");
    expect(stdout).toContain("Tested on 30 and 30 blocks of 1 s");
    expect(stdout).toMatch(/TTFT +worse +99\.8 +12\d +\+2\d\.\d % ✗/);
    expect(stdout).toMatch(/^Δ: ✗ worse · \? not tested/m);
  });

  it("does not call runs alike that moved by more than noise can be told from", async () => {
    const metrics = (await documentOf(before, drifted)).comparisons[0]?.metrics;
    expect(metrics?.find(({ metric }) => metric === "ttft")).toMatchObject({
      change: "none",
      outcome: "noise",
    });
    const { stdout } = await call(before, drifted);
    expect(stdout).toMatch(/TTFT +not told from noise +99\.8 .*% ~/);
  });

  it("says before all else which run is INVALID, and claims nothing about it for sure", async () => {
    const { exitCode, stdout } = await call(before, invalid);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^DOUBTFUL: invalid is INVALID: the worker stood still\. Differences may/,
    );
    expect(stdout).toMatch(/invalid against before, doubtful/);
    expect(stdout).toMatch(/TTFT +worse\?/);
    const { doubts, warnings, comparisons } = await documentOf(before, invalid, again);
    expect(doubts).toEqual(["invalid is INVALID: the worker stood still"]);
    expect(warnings).toContain(doubts[0]);
    expect(comparisons.map(({ doubtful }) => doubtful)).toEqual([true, false]);
    expect((await call(before, invalid, "--fail-on", "rps<-90%")).exitCode).toBe(4);
  });

  it("warns when the plans differ, and names the fields", async () => {
    const { stdout } = await call(before, busier);
    expect(stdout).toContain("! the plans of before and busier differ in load.users");
    expect(stdout).toContain("load.users: 20 → 40");
    expect((await call(before, again)).stdout).not.toContain("plans");
  });

  it("compares results without journals, and says that noise is not judged", async () => {
    const { comparisons } = await documentOf(before, join(bare, "result.json"));
    expect(comparisons[0]?.test).toMatchObject({
      status: "untested",
      reason: "no journal of bare was found, and a result holds no histograms",
    });
    expect(comparisons[0]?.metrics[0]?.statistics.length).toBeGreaterThan(10);
  });

  it("compares a run of which only the journal is left", async () => {
    expect(await changesOf(cut, slower)).toMatchObject({ ttft: "worse" });
  });

  it("says what is missing when runs are too short to be tested", async () => {
    const { comparisons } = await documentOf(before, short);
    expect(comparisons[0]?.test.reason).toBe(
      "the shorter window has 4 s, and 6 blocks as long as a median request take 6 s",
    );
  });

  it("takes the first for the baseline of all others, and numbers runs of one name", async () => {
    const { runs, comparisons } = await documentOf(before, again, before);
    expect(runs.map(({ name }) => name)).toEqual(["before", "again", "before#2"]);
    expect(comparisons.map(({ baseline, run }) => [baseline, run])).toEqual([
      ["before", "again"],
      ["before", "before#2"],
    ]);
  });
});

describe("--fail-on", () => {
  it.each([
    ["ttft.p50>+5%", slower, 3, "broken"],
    ["ttft.p50>+5%", again, 0, "kept"],
    ["ttft.p50>+60%", slower, 0, "kept"],
    ["e2e.mean>+5ms", slower, 3, "broken"],
  ])("%s of %s exits with %i", async (rule, run, exitCode, word) => {
    const outcome = await call(before, run, "--fail-on", rule);
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stdout).toMatch(new RegExp(`^${word} .*${rule.slice(0, 4)}`, "m"));
  });

  it("takes several rules; one that is broken is enough", async () => {
    const rules = ["--fail-on", "rps<-50%", "--fail-on", "ttft.p90>+5%"];
    expect((await call(before, slower, ...rules)).exitCode).toBe(3);
  });
});

describe("levels", () => {
  const file = join(folder, "levels.yaml");

  it("come from runs of one system at several numbers of users", async () => {
    const { systems } = await documentOf(before, busier);
    expect(systems.map(({ levels }) => levels.map(({ concurrency }) => concurrency))).toEqual([
      [20, 40],
    ]);
    expect((await documentOf(before, again)).systems).toEqual([]);
    const { warnings } = await documentOf(before, again, busier);
    expect(warnings).toContain(
      "before and again are one system at 20 users; by concurrency, only before is shown",
    );
  });

  it("come from a file of typed numbers and runs", async () => {
    const typed =
      "systems:\n  - { name: vLLM, levels: [{ concurrency: 4, qps: 1.5, p50: 350ms }] }\n";
    writeFileSync(file, `title: T4\n${typed}  - { name: ours, runs: [before, busier] }\n`);
    const { title, systems } = await documentOf("--levels", file);
    expect([title, systems.map(({ name }) => name)]).toEqual(["T4", ["vLLM", "ours"]]);
    expect(systems[0]?.levels[0]).toMatchObject({ concurrency: 4, qps: 1.5, p50S: 0.35 });
    expect(systems[1]?.levels.map(({ concurrency }) => concurrency)).toEqual([20, 40]);
    expect((await call("--levels", file)).stdout).toMatch(/QPS +vLLM +1\.50/);
  });
});

describe("files", () => {
  const page = join(folder, "c.html");
  const figures = join(folder, "c.svg");

  it("are a page without scripts and an SVG, also of hostile names", async () => {
    const hostile = join(folder, "hostile.yaml");
    const name = "</title><script>alert(1)</script><img src=x onerror=alert(1)>";
    writeFileSync(
      hostile,
      JSON.stringify({ title: name, systems: [{ name, levels: [{ concurrency: 1, qps: 1 }] }] }),
    );
    await call(before, slower, "--levels", hostile, "--html", page, "--svg", figures);
    for (const text of [readFileSync(page, "utf8"), readFileSync(figures, "utf8")]) {
      expect(text).not.toMatch(/<(script|img|iframe|link|a)\b/i);
      expect(text).toContain("&lt;script&gt;");
      expect(text).not.toMatch(/NaN|undefined|\[object/);
    }
    expect(readFileSync(page, "utf8")).toContain("slower against before");
    expect(readFileSync(page, "utf8")).toContain("default-src 'none'");
  });

  it("say the change before the figures, who is the baseline, and what is doubtful", async () => {
    await call(before, invalid, "--html", page);
    const text = readFileSync(page, "utf8");
    expect(text).toContain('<section class="doubt"');
    expect(text).toMatch(
      /<th scope="row">Time to first token, ms<\/th><td class="text word noise">worse\?/,
    );
    expect(text).toMatch(/<small>worse\?<\/small>/);
    expect(text).toContain("base: before, the baseline; run: invalid. Δ is run less base");
    expect(text).toContain('<th scope="col">base</th><th scope="col">run</th>');
    expect(text).not.toContain("By concurrency");
    await call(before, slower, "--html", page);
    const named = readFileSync(page, "utf8");
    expect(named).toContain("before is the baseline. Δ is slower less before");
    expect(named).toContain('<th scope="col">before</th><th scope="col">slower</th>');
    expect(named).not.toContain("doubtful");
  });

  it("are a PNG, too", async () => {
    const png = join(folder, "c.png");
    expect((await call(before, slower, "--png", png)).exitCode).toBe(0);
    expect(readFileSync(png).toString("latin1", 1, 4)).toBe("PNG");
  });

  it("that cannot be written are named", async () => {
    const outcome = await call(before, slower, "--svg", join(folder, "none", "c.svg"));
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).toMatch(/c\.svg, named by --svg, cannot be written/);
  });
});

describe("mistakes", () => {
  const bad = join(folder, "bad.yaml");

  it.each([
    [[], /nothing to compare: no run is named/],
    [[before], /only .*before is named/],
    [[before, "/nowhere/run"], /\/nowhere\/run holds no run that can be read: it does not exist/],
    [[before, folder], /it has neither result\.json nor journal\.gadfly/],
    [[before, again, "--fail-on", "tfft.p95>5%"], /rule 'tfft\.p95>5%' cannot .* mean 'ttft'\?/],
    [[before, again, "--alpha", "1"], /--alpha 1 is not allowed/],
    [["--levels", "/nowhere/levels.yaml"], /\/nowhere\/levels\.yaml, named by --levels/],
    [
      ["--levels", bad],
      /systems 1, levels 2, qps: .*; systems 1, levels 2 has the unknown 'speed'/,
    ],
  ])("%j ends with exit code 2 and a sentence", async (argv, sentence) => {
    writeFileSync(
      bad,
      "systems:\n- name: a\n  levels:\n  - concurrency: 4\n  - { concurrency: 8, qps: fast, speed: 1 }\n",
    );
    const { exitCode, stdout, stderr } = await call(...argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
  });
});
