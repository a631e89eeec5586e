// One run on one machine, told step by step: it grows from one worker to four, loses one for good and one for
// a while, and is stopped. Each test goes on where the one before it ended.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { doubtsOf } from "../support/read-result.ts";
import { waitUntil } from "../support/wait-until.ts";
import { ComposeProject, workerNameOf } from "./support/compose-project.ts";
import { containerSetup, presentSetup } from "./support/container-setup.ts";
import { docker, exitCodeOf } from "./support/docker.ts";
import { writeNote } from "./support/notes.ts";
import { resultInVolume, summaryInVolume } from "./support/project-result.ts";
import {
  firstRequestAt,
  freePort,
  publishSimulatorFile,
  readTruth,
} from "./support/published-simulator.ts";

const users = 8;

/** A line of the periodic table with all users and this many workers. */
const tableWith = (workers: number): RegExp =>
  new RegExp(String.raw`running · ${users}/${users} users · \d+ in flight · ${workers} worker`);

describe.runIf(containerSetup !== null)("a run on one machine", () => {
  let simulatorPort = 0;
  let project: ComposeProject;
  let master = "";
  let killed = "";
  let cutOff = "";
  let result: ResultDocument;

  beforeAll(async () => {
    simulatorPort = await freePort();
    project = new ComposeProject({
      moreFiles: [publishSimulatorFile],
      variables: {
        // What the server counts is then the load alone.
        GADFLY_PROBE: "0",
        GADFLY_USERS: String(users),
        GADFLY_SPAWN_RATE: "8",
        GADFLY_MAX_TOKENS: "32",
        GADFLY_RUN_TIME: "off",
        GADFLY_PAGE_PORT: String(await freePort()),
        GADFLY_TEST_SIMULATOR: `127.0.0.1:${simulatorPort}`,
      },
    });
  });

  afterAll(() => project[Symbol.asyncDispose]());

  const survivors = async (): Promise<string[]> =>
    (await project.containersOf("worker")).filter((id) => id !== killed && id !== cutOff);

  it("begins with one worker, against the simulator beside it", async () => {
    const startedAtMs = Date.now();
    await project.compose("up", "-d", "--scale", "worker=1");
    master = await project.containerOf("master");
    await project.logOf(master).says(tableWith(1));
    const firstAtMs = await firstRequestAt(simulatorPort);
    const masterAtMs = Date.parse(await docker("inspect", "-f", "{{.State.StartedAt}}", master));
    const since = (fromMs: number): string =>
      `${(((firstAtMs ?? 0) - fromMs) / 1000).toFixed(1)} s`;
    const text = `first request ${since(startedAtMs)} after up, ${since(masterAtMs)} after the master's start`;
    writeNote(presentSetup().folder, text);
    expect(firstAtMs).toBeGreaterThan(startedAtMs);
  });

  it("takes in three more workers in mid-run, which share the users", async () => {
    const [first] = await project.containersOf("worker");
    await project.compose("up", "-d", "--no-recreate", "--scale", "worker=4", "worker");
    const workers = await project.containersOf("worker");
    const newcomers = workers.filter((id) => id !== first).toSorted();
    expect(newcomers).toHaveLength(3);
    const log = project.logOf(master);
    for (const id of newcomers) await log.says(new RegExp(`${workerNameOf(id)} joined`));
    // Three tables, two seconds apart: by the last one every worker has told its first numbers.
    await log.says(new RegExp(`(${tableWith(4).source}[^]*){3}`));
    [killed = "", cutOff = ""] = newcomers;
  });

  it("gives the users of a killed worker to the others", async () => {
    const log = project.logOf(master);
    const from = log.text.length;
    await docker("kill", "--signal", "KILL", killed);
    await log.says(new RegExp(`${workerNameOf(killed)} is lost`), from);
    await log.says(tableWith(3), from);
    expect((await readTruth(simulatorPort)).peakRunning).toBeLessThanOrEqual(users);
  });

  it("does without a worker that is cut off, whose load has ended by itself by then", async () => {
    const log = project.logOf(master);
    const from = log.text.length;
    await docker("network", "disconnect", project.network, cutOff);
    const own = project.logOf(cutOff);
    await log.says(new RegExp(`${workerNameOf(cutOff)} is lost`), from);
    await own.says(/no new request until it answers/);
    await own.says(/running requests are cancelled/);
    await log.says(tableWith(2), from);
    expect((await readTruth(simulatorPort)).peakRunning).toBeLessThanOrEqual(users);
  });

  it("takes the worker back as soon as it is connected again", async () => {
    const log = project.logOf(master);
    const from = log.text.length;
    await docker("network", "connect", project.network, cutOff);
    await log.says(new RegExp(`${workerNameOf(cutOff)} is back`), from);
    await log.says(tableWith(3), from);
    const { received } = await readTruth(simulatorPort);
    await waitUntil(async () => (await readTruth(simulatorPort)).received > received + users, {
      what: "the load goes on",
    });
    expect((await readTruth(simulatorPort)).peakRunning).toBeLessThanOrEqual(users);
  });

  it("ends when it is told to, with the exit code that its result names", async () => {
    await project.compose("stop", "master");
    const code = await exitCodeOf(master);
    result = await resultInVolume(project, master);
    expect(result.run).toMatchObject({ endReason: "stoppedByUser", exitCode: code });
    const failedCode = result.ledger.failed > 0 ? 1 : 0;
    expect(code).toBe(result.verdict.status === "INVALID" ? 4 : failedCode);
  });

  it("says who took part and what became of them", async () => {
    const states = new Map(result.workers.map(({ name, state }) => [name, state]));
    expect(Object.fromEntries(states)).toEqual({
      [workerNameOf(killed)]: "lost",
      [workerNameOf(cutOff)]: "finished",
      ...Object.fromEntries((await survivors()).map((id) => [workerNameOf(id), "finished"])),
    });
    const lost = result.workers.find(({ name }) => name === workerNameOf(killed));
    expect(lost?.blindFromS).toBeGreaterThan(0);
    expect(result.workers.map((row) => row.requests > 0)).toEqual([true, true, true, true]);
  });

  it("tells the joins, the losses and the return in order", () => {
    const names = new Map(result.workers.map(({ id, name }) => [id, name]));
    const story = result.events
      .filter(({ kind }) => /^worker(Joined|Lost|Returned)$/.test(kind))
      .map(({ kind, worker = "" }) => [kind, names.get(worker) ?? worker]);
    expect(story.slice(0, 3).map(([kind]) => kind)).toEqual(Array(3).fill("workerJoined"));
    expect(story.slice(3)).toEqual([
      ["workerLost", workerNameOf(killed)],
      ["workerLost", workerNameOf(cutOff)],
      ["workerReturned", workerNameOf(cutOff)],
    ]);
  });

  it("is SUSPECT, because a worker was lost and for no other reason but a busy machine", () => {
    expect(new Set(doubtsOf(result))).toEqual(new Set(["worker_lost"]));
    const isOnlyThat = result.verdict.reasons.every(({ code }) => code === "worker_lost");
    expect(result.verdict.status).toMatch(isOnlyThat ? /^SUSPECT$/ : /^(SUSPECT|INVALID)$/);
  });

  it("counts what the simulator counts, but for what the killed worker had not told yet", async () => {
    const { received, peakRunning } = await readTruth(simulatorPort);
    expect(result.ledger.started).toBeLessThanOrEqual(received);
    // Two users, about three requests a second each, one interval and what was on its way.
    expect(received - result.ledger.started).toBeLessThanOrEqual(20);
    expect(peakRunning).toBeLessThanOrEqual(users);
  });

  // The seconds without the worker that was cut off are its own again once it has told them.
  it("shows in its timeline how the workers grew to four and fell to three", () => {
    const counts = result.timeline.map(({ workers }) => workers);
    const steps = counts.filter((count, index) => count !== counts[index - 1]);
    expect(steps.join(" ")).toMatch(/^(0 )?1 (2 )?(3 )?4 (.* )?3\b/);
  });

  it("is kept in the volume, where the report prints the same verdict again", async () => {
    const summary = await summaryInVolume(project, master);
    expect(summary).toMatch(new RegExp(`^Verdict +${result.verdict.status}`, "m"));
  });

  it("leaves no container, network or volume when it goes down", async () => {
    await project.compose("down", "-v");
    expect(await project.leftovers()).toEqual([]);
  });
});
