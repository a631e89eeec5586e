// A second Compose project, with a network of its own, plays a second machine: it reaches the first one only
// at the worker port that is published there. Told step by step, like one-machine.test.ts.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { doubtsOf } from "../support/read-result.ts";
import { waitUntil } from "../support/wait-until.ts";
import { ComposeProject, workerNameOf } from "./support/compose-project.ts";
import { containerSetup, presentSetup } from "./support/container-setup.ts";
import { exitCodeOf, tryDocker } from "./support/docker.ts";
import { resultInVolume } from "./support/project-result.ts";
import {
  freePort,
  machineAddress,
  publishSimulatorFile,
  readTruth,
} from "./support/published-simulator.ts";

const users = 6;

/** The simulator goes on; more requests have come. */
async function goesOn(port: number): Promise<void> {
  const { received } = await readTruth(port);
  await waitUntil(async () => (await readTruth(port)).received > received + users, {
    what: "the load goes on",
  });
}

const isThirdOrHalf = (share: number): boolean => share === 2 || share === 3;

describe.runIf(containerSetup !== null)("workers on a second machine", () => {
  let simulatorPort = 0;
  let first: ComposeProject;
  let second: ComposeProject;
  let master = "";
  let token = "";
  let result: ResultDocument;
  const address: Record<string, string> = {};

  beforeAll(async () => {
    simulatorPort = await freePort();
    const workerPort = String(await freePort());
    const machine = machineAddress();
    Object.assign(address, { GADFLY_MASTER: machine, GADFLY_MASTER_PORT: workerPort });
    first = new ComposeProject({
      moreFiles: ["docker/publish-worker-port.yml", publishSimulatorFile],
      variables: {
        // What the server counts is then the load alone.
        GADFLY_PROBE: "0",
        // A target that both machines reach by the same name.
        GADFLY_HOST: `http://${machine}:${simulatorPort}`,
        GADFLY_TEST_SIMULATOR: `0.0.0.0:${simulatorPort}`,
        GADFLY_USERS: String(users),
        GADFLY_SPAWN_RATE: "6",
        GADFLY_MAX_TOKENS: "32",
        GADFLY_RUN_TIME: "30s",
        GADFLY_PAGE_PORT: String(await freePort()),
        GADFLY_WORKER_PORT: workerPort,
      },
    });
    second = new ComposeProject({ variables: address });
  });

  afterAll(async () => {
    await second[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
  });

  it("are not needed for the first one to begin", async () => {
    await first.compose("up", "-d", "--scale", "worker=1");
    master = await first.containerOf("master");
    await first.logOf(master).says(/All users spawned/);
    expect((await readTruth(simulatorPort)).received).toBeGreaterThan(0);
  });

  it("do not even dial without a token, and say so with exit code 2", async () => {
    const { GADFLY_MASTER: host = "" } = address;
    const worker = ["worker", "--master-host", host];
    const end = await tryDocker("run", "--rm", "--network=none", presentSetup().image, ...worker);
    expect(end.stderr).toContain(`${host} reaches beyond this machine, and that needs a token.`);
    expect(end.code).toBe(2);
  });

  it("are refused with a token of their own, with a sentence and exit code 5", async () => {
    await second.compose("up", "-d", "worker");
    const worker = await second.containerOf("worker");
    expect(await exitCodeOf(worker)).toBe(5);
    const log = second.logOf(worker);
    await log.says(/refused this worker: the worker's token is not this master's token/);
    await first.logOf(master).says(/Refused a worker at \S+: the worker's token is not/);
  });

  it("do not disturb the run by that", async () => {
    await goesOn(simulatorPort);
    const { cancelled, refused, peakRunning } = await readTruth(simulatorPort);
    expect({ cancelled, refused }).toEqual({ cancelled: 0, refused: 0 });
    expect(peakRunning).toBeLessThanOrEqual(users);
  });

  it("join with the address and the token of the first, and nothing else", async () => {
    const output = await first.compose("exec", "-T", "master", "cat", "/run/gadfly/token");
    token = output.trim();
    second.set("GADFLY_TOKEN", token);
    await second.compose("up", "-d", "--scale", "worker=2", "worker");
    const log = first.logOf(master);
    const workers = await second.containersOf("worker");
    expect(workers).toHaveLength(2);
    for (const id of workers) await log.says(new RegExp(`${workerNameOf(id)} joined`));
    await log.says(/6\/6 users · \d+ in flight · 3 workers/);
  });

  it("end with the run, which ends by itself, all with exit code 0", async () => {
    const code = await exitCodeOf(master);
    result = await resultInVolume(first, master);
    const workers = [first, second].map((project) => project.containersOf("worker"));
    const codes = await Promise.all((await Promise.all(workers)).flat().map(exitCodeOf));
    expect(result.run).toMatchObject({ endReason: "timeElapsed", exitCode: code });
    expect(code).toBe(result.verdict.status === "INVALID" ? 4 : 0);
    expect(codes).toEqual([0, 0, 0]);
  });

  it("stand in the result like those of the first, which nothing spoils", () => {
    expect(result.workers.map(({ state }) => state)).toEqual(["finished", "finished", "finished"]);
    // The most that each had: of the two that joined, the earlier one may have had a half for a moment.
    const [own = 0, ...joined] = result.workers.map((worker) => worker.users);
    expect(own).toBe(users);
    expect(joined.toSorted((a, b) => a - b)).toEqual([2, expect.toSatisfy(isThirdOrHalf)]);
    expect(result.events.map(({ kind }) => kind)).toEqual(["workerJoined", "workerJoined"]);
    expect(doubtsOf(result)).toEqual([]);
    expect(result.ledger).toMatchObject({ failed: 0, lost: 0 });
  });

  it("sent what the simulator received", async () => {
    const { received, peakRunning } = await readTruth(simulatorPort);
    // What was cancelled in its first moment may not have arrived whole.
    expect(received).toBeLessThanOrEqual(result.ledger.started);
    expect(received).toBeGreaterThanOrEqual(result.ledger.started - users);
    expect(peakRunning).toBeLessThanOrEqual(users);
  });

  it("leave the token in no log, plan or result", () => {
    expect(token).toMatch(/^\w{32}$/);
    expect(first.logOf(master).text).not.toContain(token);
    expect(JSON.stringify(result)).not.toContain(token);
  });

  it("leave nothing behind on either machine", async () => {
    await second.compose("down", "-v");
    await first.compose("down", "-v");
    expect([await second.leftovers(), await first.leftovers()]).toEqual([[], []]);
  });
});
