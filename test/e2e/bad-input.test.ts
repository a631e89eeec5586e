// Wrong options, files and places: found before any load, said in one sentence with a remedy, exit 2 or 6.
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { resultOf } from "../support/read-result.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

const target = ({ simulator }: Workbench): string[] => ["-H", simulator.url, "--no-save"];

/** The connections that the simulator has seen, without the one that asks. */
const connectionsTo = async (bench: Workbench): Promise<number> =>
  (await bench.truth()).totalConnections - 1;

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await close(server);
  return port;
}

const stackLine = /^\s+at /m;

describe.concurrent("a simulator that cannot be", () => {
  it.each([
    [["--quirk", "F99"], 'quirk is "F99"'],
    [["--fault", "nothing"], 'fault is "nothing"'],
    [["--as", "nobody"], 'as is "nobody"'],
    [["--quirk", "F03", "--fault", "crlf"], "exclude each other"],
  ])("with %j is refused in one sentence", async (args, problem) => {
    await using bench = await startWorkbench();
    const end = await bench.run(["simulate", "--port", "0", ...args]);
    expect(end.code).toBe(2);
    expect(end.stderr).toContain(problem);
    expect(end.stderr).toContain("[GF_SIMULATOR_INVALID]");
    expect(end.stderr).not.toMatch(stackLine);
  });
});

describe.concurrent("a value that is not allowed", () => {
  it.each([
    ["-u", "0", "--users", "from 1 to 100000"],
    ["-u", "-5", "--users", "from 1 to 100000"],
    ["-u", "1e9", "--users", "from 1 to 100000"],
    ["-u", "two", "--users", "from 1 to 100000"],
    ["-r", "0", "--spawn-rate", "above 0"],
    ["-r", "-1", "--spawn-rate", "above 0"],
    ["-t", "5x", "--run-time", "time span"],
    ["-t", "-5s", "--run-time", "time span"],
    ["-n", "0", "--max-requests", "from 1"],
    ["-o", "0", "--max-tokens", "from 1"],
    ["-H", "not a url", "--host", "http://"],
    ["--wait", "sometimes", "--wait", "pacing(2s)"],
    ["--lease", "10ms", "--lease", "1s"],
    ["--temperature", "hot", "--temperature", "a number"],
  ])(
    "%s %s: exit 2, naming option, value and what is allowed",
    async (flag, value, name, allowed) => {
      await using bench = await startWorkbench();
      const { code, stdout, stderr } = await bench.run([
        "run",
        ...target(bench),
        `${flag}=${value}`,
      ]);
      expect(code).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).toContain(name);
      expect(stderr).toContain(value);
      expect(stderr).toContain(allowed);
      expect(stderr).not.toMatch(stackLine);
      expect(await connectionsTo(bench)).toBe(0);
    },
  );
});

describe.concurrent("a word that is not known", () => {
  it.each([
    [["run", "--user", "5"], /--user\b.*did you mean.*--users/is],
    [["run", "--spawnrate", "5"], /--spawnrate.*did you mean.*--spawn-rate/is],
    [["rum"], /'rum'.*did you mean 'run'/is],
    [["run", "surplus"], /'surplus' is not expected/],
  ])("%j: exit 2 with a suggestion", async (args, sentence) => {
    await using bench = await startWorkbench();
    const { code, stderr } = await bench.run(args);
    expect(stderr).toMatch(sentence);
    expect(code).toBe(2);
  });
});

describe.concurrent("a config file", () => {
  it("with a wrong key: exit 2, naming file, line, key and what was meant", async () => {
    await using bench = await startWorkbench();
    const config = await bench.write("load.yml", "users: 3\nspawnrate: 2\n");
    const { code, stderr } = await bench.run(["run", ...target(bench), "--config", config]);
    expect(code).toBe(2);
    expect(stderr).toContain(config);
    expect(stderr).toMatch(/spawnrate.*did you mean.*spawn-rate/is);
    expect(stderr).toMatch(/\b2\b/);
  });

  it("with a wrong value: exit 2, naming key, value and what is allowed", async () => {
    await using bench = await startWorkbench();
    const config = await bench.write("load.json", '{ "users": 0 }');
    const { code, stderr } = await bench.run(["run", ...target(bench), "--config", config]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/users.*from 1 to 100000/is);
  });

  it.each([
    ["that does not exist", null],
    ["that is no YAML", "users: [1\n"],
    ["that is a list", "- users\n"],
  ])("%s: exit 2, naming the file", async (_what, text) => {
    await using bench = await startWorkbench();
    const config = text === null ? bench.path("none.yml") : await bench.write("bad.yml", text);
    const { code, stderr } = await bench.run(["run", ...target(bench), "--config", config]);
    expect(code).toBe(2);
    expect(stderr).toContain(config);
    expect(stderr).not.toMatch(stackLine);
  });
});

describe.concurrent("options that do not fit together", () => {
  it("no target: exit 2, naming all three ways to give one", async () => {
    await using bench = await startWorkbench();
    const { code, stderr } = await bench.run(["run", "-u", "1"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/-H\b/);
    expect(stderr).toContain("GADFLY_HOST");
    expect(stderr).toMatch(/config file/);
  });

  it("--run-time-from ramp without --run-time: exit 2", async () => {
    await using bench = await startWorkbench();
    const { code, stderr } = await bench.run(["run", ...target(bench), "--run-time-from", "ramp"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--run-time-from");
    expect(stderr).toMatch(/--run-time\b/);
  });

  it("a master beyond loopback without a token: exit 2 with the remedy", async () => {
    await using bench = await startWorkbench();
    const args = [...target(bench), "-u", "1", "--master-bind-host", "0.0.0.0"];
    const { code, stderr } = await bench.run({ name: "master", args });
    expect(code).toBe(2);
    expect(stderr).toContain("--master-bind-host");
    expect(stderr).toContain("--token-file");
    expect(stderr).toContain("--token auto");
  });

  it("a token that is too short: exit 2, without repeating it", async () => {
    await using bench = await startWorkbench();
    const tokenFile = await bench.write("token", "tooshort123\n");
    const args = [...target(bench), "-u", "1", "--token-file", tokenFile];
    const { code, stderr } = await bench.run({ name: "master", args });
    expect(code).toBe(2);
    expect(stderr).toContain("at least 16");
    expect(stderr).not.toContain("tooshort123");
  });

  it("a port that is taken: exit 2, naming it and the option", async () => {
    await using bench = await startWorkbench();
    const other = createServer();
    const port = await listen(other);
    const bind = ["--master-bind-host", "127.0.0.1", "--master-bind-port", String(port)];
    const args = [...target(bench), "-u", "1", ...bind];
    const { code, stderr } = await bench.run({ name: "master", args });
    await close(other);
    expect(code).toBe(2);
    expect(stderr).toContain(String(port));
    expect(stderr).toContain("--master-bind-port");
  });
});

describe.concurrent("a place for results that cannot be written", () => {
  it("is found before the load, exit 2", async () => {
    await using bench = await startWorkbench();
    const file = await bench.write("file", "not a folder");
    const args = ["run", "-H", bench.simulator.url, "-n", "1", "--save-dir", `${file}/results`];
    const { code, stderr } = await bench.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(`${file}/results`);
    expect(stderr).toContain("--save-dir");
    expect((await bench.truth()).received).toBe(0);
  });

  it("is found before the load also for --json-file, exit 2", async () => {
    await using bench = await startWorkbench();
    const file = await bench.write("file", "not a folder");
    const args = ["run", ...target(bench), "-n", "1", "--json-file", `${file}/out.json`];
    const { code, stderr } = await bench.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(`${file}/out.json`);
    expect((await bench.truth()).received).toBe(0);
  });
});

describe.concurrent("a target", () => {
  it("that nothing answers at: exit 6 before any load, naming the address, with a result", async () => {
    await using bench = await startWorkbench();
    const address = `http://127.0.0.1:${await freePort()}`;
    const args = ["run", "-H", address, "-u", "2", "-t", "5s", "--json"];
    const end = await bench.run(args);
    expect(end.stderr).toContain(`Nothing answers at ${address}`);
    expect(end.stderr).toMatch(/ECONNREFUSED|refused/);
    const { ledger, run } = resultOf(end, 6);
    expect(ledger).toMatchObject({ due: 0, started: 0 });
    expect(run.endReason).toBe("failed");
    expect(run.trouble).toMatchObject({
      code: "GF_TARGET_UNREACHABLE",
      hint: expect.stringContaining("Check that the server runs"),
    });
    expect(end.stderr).toMatch(/ERROR\/master: Nothing answers at /u);
    const folder = bench.path("gadfly-results", run.id);
    for (const source of [folder, `${folder}/journal.gadfly`]) {
      const { stdout } = await bench.run(["report", source]);
      expect(stdout).toMatch(/^Run .* could not start/u);
      expect(stdout).toContain(`Nothing answers at ${address}`);
    }
    expect(end.durationMs).toBeLessThan(8000);
    expect(await readdir(bench.folder)).toEqual(["gadfly-results"]);
  });

  it("whose name is not known: exit 6, naming it", async () => {
    await using bench = await startWorkbench();
    const args = ["run", "-H", "http://no-such-host.invalid", "--no-save", "-t", "1s"];
    const { code, stderr } = await bench.run(args);
    expect(code).toBe(6);
    expect(stderr).toContain("no-such-host.invalid");
  });

  it("that lists two models when none is chosen: exit 2, naming them", async () => {
    await using bench = await startWorkbench();
    const models = { object: "list", data: [{ id: "first-model" }, { id: "second-model" }] };
    const server = createHttpServer((_request, response) => {
      response.setHeader("content-type", "application/json").end(JSON.stringify(models));
    });
    const address = `http://127.0.0.1:${await listen(server)}`;
    const { code, stderr } = await bench.run(["run", "-H", address, "--no-save", "-t", "1s"]);
    server.closeAllConnections();
    await close(server);
    expect(code).toBe(2);
    expect(stderr).toContain("first-model, second-model");
    expect(stderr).toContain("-m");
  });
});

describe.concurrent("gadfly report", () => {
  it.each([
    ["a folder without a run", "."],
    ["a path that does not exist", "nowhere"],
    ["a file that is no journal", "file"],
  ])("of %s: exit 2, naming it", async (_what, path) => {
    await using bench = await startWorkbench();
    await bench.write("file", "something else altogether\n");
    const { code, stderr } = await bench.run(["report", bench.path(path)]);
    expect(code).toBe(2);
    expect(stderr).toContain(bench.path(path));
    expect(stderr).not.toMatch(stackLine);
  });
});
