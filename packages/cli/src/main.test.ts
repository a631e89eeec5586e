import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "./main.ts";

async function call(argv: readonly string[], env: Record<string, string> = {}) {
  const written = { stdout: "", stderr: "" };
  const stdout = { write: (text: string) => void (written.stdout += text) };
  const stderr = { write: (text: string) => void (written.stderr += text) };
  const exitCode = await main(argv, { env, stdout, stderr });
  return { exitCode, ...written };
}

describe("the program", () => {
  test.each([[[]], [["--help"]], [["-h"]], [["help"]]])("%j prints the commands", async (argv) => {
    const { exitCode, stdout, stderr } = await call(argv);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Usage: npx gadfly COMMAND");
  });

  test.each([[["-V"]], [["--version"]], [["run", "-V"]]])("%j prints the version", async (argv) => {
    const { exitCode, stdout } = await call(argv);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^gadfly \d+\.\d+\.\d+\n$/);
  });

  test.each([[["run", "--help"]], [["help", "run"]], [["run", "-u", "0", "-h"]]])(
    "%j prints the help of the command",
    async (argv) => {
      const { exitCode, stdout } = await call(argv);
      expect(exitCode).toBe(0);
      expect(stdout).toContain("Usage: npx gadfly run [options]");
    },
  );
});

describe("mistakes", () => {
  test.each([
    ["runn", /'runn' is not a command of gadfly\. Did you mean 'run'\?/],
    ["-u 5", /Name a command before the options/],
    ["run -H http://h -u 0", /--users 0 is not allowed; --users takes a whole number from 1/],
    ["run -H http://h -u -5", /--users -5 is not allowed/],
    ["run -H http://h -u 1e9", /--users 1e9 is not allowed/],
    ["run -H http://h -u 5 -r 0", /--spawn-rate 0 is not allowed; .* above 0/],
    ["run -H http://h -t 5x", /--run-time 5x is not allowed; .* such as 30s/],
    ["run -H http://h -u 5 -u 6", /--users is given 2 times \(5, 6\)/],
    ["run -H http://h --headless=maybe", /--headless maybe is not allowed/],
    ["run -H http://h extra", /'extra' is not expected here/],
    ["run", /No target is given/],
    ["report", /'gadfly report' needs RUN/],
    ["report one two", /'two' is not expected here; 'gadfly report' takes one RUN/],
    ["run --config /nowhere/b.yaml", /config file \/nowhere\/b\.yaml cannot be read/],
    ["master --master-bind-host 0.0.0.0", /needs a token/],
  ])("%s ends with exit code 2 and a sentence", async (line, sentence) => {
    const { exitCode, stdout, stderr } = await call(line.split(" "));
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain("    at ");
  });

  test("one mistake takes two lines: the sentence and the remedy", async () => {
    const { stderr } = await call(["run"]);
    expect(stderr.trimEnd().split("\n")).toEqual([
      "gadfly: No target is given, so there is nothing to send requests to. [GF_TARGET_MISSING]",
      "  Give one with -H http://HOST:PORT, with GADFLY_HOST, or as 'host' in the config file.",
    ]);
  });

  test("a bug ends with exit code 70 and a stack", async () => {
    const stdout = {
      write: () => {
        throw new TypeError("cannot write");
      },
    };
    let stderr = "";
    const exitCode = await main([], {
      env: {},
      stdout,
      stderr: { write: (text: string) => void (stderr += text) },
    });
    expect(exitCode).toBe(70);
    expect(stderr).toMatch(/This is a bug in gadfly: cannot write\./);
    expect(stderr).toMatch(/TypeError: cannot write\n +at /);
  });
});

describe("options", () => {
  test("--print-options shows flags, variables and the file together, and runs nothing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "gadfly-main-"));
    const path = join(folder, "b.yaml");
    await writeFile(path, "max-tokens: 7\nprompt-tokens: 8\nexpect-workers: 2\n");
    const env = { GADFLY_CONFIG: path, LOCUST_HOST: "http://h", GADFLY_PROMPT_TOKENS: "9" };
    const { exitCode, stdout, stderr } = await call(["run", "-u", "5", "--print-options"], env);
    await rm(folder, { recursive: true });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^users: 5 +# flag --users$/m);
    expect(stdout).toMatch(/^host: \["http:\/\/h"\] +# LOCUST_HOST$/m);
    expect(stdout).toMatch(/^prompt-tokens: 9 +# GADFLY_PROMPT_TOKENS$/m);
    expect(stdout).toMatch(/^max-tokens: 7 +# .*b\.yaml:1$/m);
    expect(stderr).toContain("note: LOCUST_HOST is read as --host.\n");
    expect(stderr).toMatch(/note: 'expect-workers' .* is left out\./);
  });

  test("what --print-options shows can be used as a config file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "gadfly-main-"));
    const path = join(folder, "printed.yaml");
    const argv = ["run", "-H", "http://h", "--stop", "#", "--wait", "between(1,2)", "-t", "off"];
    const first = await call([...argv, "--print-options"]);
    await writeFile(path, first.stdout);
    const second = await call(["run", "--config", path, "--print-options"]);
    await rm(folder, { recursive: true });
    const values = (text: string): string[] =>
      text.split("\n").map((line) => line.replace(/ +# .*/, ""));
    expect(second.exitCode).toBe(0);
    expect(values(second.stdout)).toEqual(values(first.stdout));
  });
});
