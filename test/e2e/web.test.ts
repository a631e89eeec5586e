// The real commands with their page: starts over HTTP, live changes, a second run, ports and tokens.
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { resultDocument } from "@gadfly/shared/result/result-schema";
import { startReply } from "@gadfly/shared/web/api-table";
import { type RunStatus, runStatus } from "@gadfly/shared/web/run-status";
import { describe, expect, it } from "vitest";
import { portOf } from "../support/cluster.ts";
import type { Program } from "../support/start-program.ts";
import { waitUntil } from "../support/wait-until.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

/** The page of a program, as a client of its API. */
class Api {
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  ask(path: string): Promise<Response> {
    return fetch(`${this.#address}${path}`);
  }

  async post(path: string, body: unknown = {}): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return (await fetch(`${this.#address}${path}`, init)).json();
  }

  async status(): Promise<RunStatus> {
    return runStatus.parse(await (await this.ask("/api/status")).json());
  }

  async result() {
    return resultDocument.parse(await (await this.ask("/api/result")).json());
  }

  until(what: string, holds: (status: RunStatus) => boolean): Promise<void> {
    return waitUntil(async () => holds(await this.status()), { what });
  }
}

/** On a machine that has other things to do, a run of a second may be INVALID. */
const mayBeNoisy = [0, 4];

const apiOf = async (program: Program): Promise<Api> => {
  const [, address = ""] = await program.hasWritten(/Web page at (http:\S+)/);
  return new Api(address);
};

const startMaster = async (bench: Workbench, args: readonly string[] = []) => {
  const master = bench.start({ name: "master", args: ["--master-bind-port", "0", ...args] });
  const api = await apiOf(master);
  const port = await portOf(master);
  const worker = bench.start({
    name: "worker",
    args: ["--master-port", String(port), "--name", "w1"],
  });
  await api.until("the worker is there", ({ members }) => members.length === 1);
  return { master, worker, api };
};

describe.concurrent("a master without -u", () => {
  it("runs what is asked for over HTTP, one run after another, until Ctrl-C", async () => {
    await using bench = await startWorkbench();
    const { master, worker, api } = await startMaster(bench);
    expect(master.stderr).toMatch(/Web page at http[^]+Waiting for a start: open the page/);
    expect(await api.status()).toMatchObject({ state: "idle", canStart: true, runId: null });
    const wish = { host: bench.simulator.url, users: 2, "spawn-rate": 20, "max-tokens": 8 };

    const first = startReply.parse(await api.post("/api/run/start", wish));
    expect(first.commandLine).toContain(`gadfly master -u 2 -H ${bench.simulator.url} -r 20`);
    await api.until("two users run", ({ users, state }) => users === 2 && state === "running");
    await api.post("/api/run/load", { users: 5, spawnRate: 50 });
    await api.until("five users run", ({ users }) => users === 5);
    expect((await api.result()).events.map(({ text }) => text)).toEqual([
      "Users changed from 2 to 5",
      "Spawn rate changed from 20 to 50 users/s",
    ]);
    await api.post("/api/run/stop");
    await api.until("the first run is over", ({ state }) => state === "stopped");
    const result = await api.result();
    expect(result.run).toMatchObject({ id: first.runId, endReason: "stoppedByUser" });
    expect(await (await api.ask("/api/journal")).text()).toMatch(/^gadfly journal 1\n/);

    const second = startReply.parse(
      await api.post("/api/run/start", { ...wish, "max-requests": 6 }),
    );
    expect(second.runId).not.toBe(first.runId);
    await api.until("the second run is over", ({ state }) => state === "stopped");
    const { ledger, run } = await api.result();
    expect([run.id, run.endReason]).toEqual([second.runId, "completed"]);
    expect(ledger).toMatchObject({ started: 6, succeeded: 6 });

    master.signal("SIGINT");
    expect(mayBeNoisy).toContain((await master.ended).code);
    expect((await worker.ended).code).toBe(0);
  });

  it("says what is wrong with a start, and starts nothing", async () => {
    await using bench = await startWorkbench();
    const { master, api } = await startMaster(bench);
    const problems = await api.post("/api/run/start", { users: 0, hots: "x" });
    expect(JSON.stringify(problems)).toMatch(/'users: 0' \(the start request\) is not allowed/);
    expect(JSON.stringify(problems)).toMatch(/Did you mean host/);
    expect(await api.post("/api/run/start", { users: 1 })).toMatchObject({
      problems: [{ code: "GF_TARGET_MISSING" }],
    });
    expect(await api.post("/api/run/start", { "json-file": "x" })).toMatchObject({
      problems: [{ code: "GF_OPTION_FIXED" }],
    });
    expect((await api.status()).state).toBe("idle");
    master.signal("SIGTERM");
    expect((await master.ended).code).toBe(0);
  });
});

const endless = ["-u", "2", "-r", "50", "-o", "8", "--no-save", "--processes", "1"];
const brief = [...endless, "-n", "6"];

describe.concurrent("gadfly run", () => {
  it("serves beside the run and ends with it", async () => {
    await using bench = await startWorkbench();
    const program = bench.start(["run", "-H", bench.simulator.url, ...endless]);
    const api = await apiOf(program);
    await api.until("requests run", ({ inFlight }) => inFlight > 0);
    expect(await api.status()).toMatchObject({ state: "running", canStart: false });
    program.signal("SIGINT");
    expect(mayBeNoisy).toContain((await program.ended).code);
    await expect(api.status()).rejects.toThrow("fetch failed");
  });

  it("keeps the page for --autoquit after the run", async () => {
    await using bench = await startWorkbench();
    const args = ["run", "-H", bench.simulator.url, ...brief, "--autoquit", "6s"];
    const program = bench.start(args);
    const api = await apiOf(program);
    await api.until("the run is over", ({ state, canStart }) => state === "stopped" && canStart);
    const { code, durationMs } = await program.ended;
    expect(mayBeNoisy).toContain(code);
    expect(durationMs).toBeGreaterThan(6_000);
  });

  it("has no page with --headless", async () => {
    await using bench = await startWorkbench();
    const args = ["run", "-H", bench.simulator.url, ...brief, "--headless"];
    const { code, stderr } = await bench.run(args);
    expect(mayBeNoisy).toContain(code);
    expect(stderr).not.toContain("Web page at");
  });
});

/** A port that somebody has; where it is taken already, that will do. */
const takePort = (wanted = 0): Promise<{ port: number; release: () => void }> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve({ port: wanted, release: () => {} }));
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" ? (address?.port ?? 0) : 0;
      resolve({ port, release: () => server.close() });
    });
  });

describe.concurrent("the address", () => {
  it("in use ends with exit 2 and one sentence, and leaves no folder", async () => {
    await using bench = await startWorkbench();
    const { port, release } = await takePort();
    const args = ["run", "-H", bench.simulator.url, "-u", "2", "-P", `${port}`];
    const { code, stderr } = await bench.run(args);
    release();
    expect(code).toBe(2);
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is already in use. [GF_PORT_IN_USE]`);
    expect(stderr).toContain("--web-port");
    expect((await bench.truth()).received).toBe(0);
    expect(existsSync(bench.path("gadfly-results"))).toBe(false);
  });

  it("is another one for gadfly run when nobody asked for the one in use", async () => {
    await using bench = await startWorkbench();
    const { release } = await takePort(8089);
    const args = ["run", "-H", bench.simulator.url, ...endless];
    const program = bench.start({ name: "gadfly", args, env: { GADFLY_WEB_PORT: "" } });
    const api = await apiOf(program);
    await api.until("the page knows of the run", ({ runId }) => runId !== null);
    expect(program.stderr).toContain("Port 8089 is in use; the web page takes a free one");
    release();
  });

  it("beyond this machine needs a web token", async () => {
    await using bench = await startWorkbench();
    const { code, stderr } = await bench.run({ name: "master", args: ["--web-host", "0.0.0.0"] });
    expect([code, stderr]).toEqual([2, expect.stringContaining("GF_WEB_TOKEN_REQUIRED")]);
  });

  it("holds the token that --web-token auto made, and no log does", async () => {
    await using bench = await startWorkbench();
    const args = ["--web-token", "auto", "--web-host", "127.0.0.1", "--master-bind-port", "0"];
    const master = bench.start({ name: "master", args });
    const [, address = "", token = ""] = await master.hasWritten(/(http:\S+)\/\?token=(\S+)/);
    expect((await fetch(`${address}/api/status`)).status).toBe(401);
    const authorization = `Bearer ${token}`;
    expect((await fetch(`${address}/api/status`, { headers: { authorization } })).status).toBe(200);
    expect(master.stderr).not.toContain(token);
    master.signal("SIGINT");
    await master.ended;
  });
});
