import { silentLogger } from "@gadfly/shared/logging/logger";
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import { expect, test } from "vitest";
import { workerExamples } from "../../../../test/support/protocol-examples.ts";
import { planOf } from "../../../../test/support/snapshots.ts";
import type { WorkerEntry } from "../workers/worker-entry.ts";
import { Participants } from "./participants.ts";
import { RunPreparation } from "./run-preparation.ts";

const entry = (id: string, sent: MasterMessage[]): WorkerEntry => ({
  id,
  name: id,
  host: "here",
  pid: 1,
  resumeSecret: new Uint8Array(),
  link: {
    seal: (plain) => plain,
    send: (message) => void sent.push(message),
    sendUrgent: () => {},
    close: () => {},
  },
  liveness: "alive",
  lastFrameAtMs: 0,
  answeredAtMs: 0,
  heartbeat: null,
});

/** The users that each of `joined` workers is told it may get, of 100. */
const sharesTold = (joined: number, expectWorkers: number): unknown[] => {
  const sent: MasterMessage[] = [];
  const participants = new Participants();
  const plan = planOf({ load: { ...planOf().load, users: 100 } });
  const preparation = new RunPreparation({
    plan,
    secrets: { apiKey: null, headers: {} },
    logger: silentLogger,
    participants,
    expectWorkers,
    maxWaitMs: null,
    startedWaitingAtMs: 0,
  });
  const workers = Array.from({ length: joined }, (_, i) => entry(`w${i}`, sent));
  preparation.awaitWorkers(workers, 0);
  for (const worker of workers) {
    participants.add(worker);
    preparation.sendPlan(worker);
  }
  return sent.map((message) => (message.type === "prepare" ? message.shareUsers : null));
};

test("tells each worker the share of those who were expected", () => {
  expect(sharesTold(2, 2)).toEqual([50, 50]);
});

test("tells each worker a smaller share when more have come than were expected", () => {
  expect(sharesTold(4, 1)).toEqual([25, 25, 25, 25]);
});

test("tells in a worker's words what it does, and for how long", () => {
  const participants = new Participants();
  const preparation = new RunPreparation({
    plan: planOf({ waitReadyMs: 300_000, targets: ["http://h:1"] }),
    secrets: { apiKey: null, headers: {} },
    logger: silentLogger,
    participants,
    expectWorkers: 1,
    maxWaitMs: null,
    startedWaitingAtMs: 0,
  });
  const worker = entry("w", []);
  preparation.awaitWorkers([worker], 1_000);
  participants.add(worker);
  expect(preparation.doing).toBe("checking http://h:1");
  const preparing = "Waiting for http://h:1 to be ready: it answers 503";
  worker.heartbeat = { ...workerExamples.heartbeat, preparing };
  expect(preparation.describe(2_900)).toBeNull();
  expect(preparation.describe(13_500)).toBe(
    "waiting for http://h:1 to be ready: it answers 503 (12s of 5m)",
  );
});

test.each([
  ["usually", {}, 60_000],
  ["longer when a server is waited for", { waitReadyMs: 300_000 }, 360_000],
  ["longer when fields are probed", { request: { ...planOf().request, probe: true } }, 140_000],
])("gives workers time to get ready, %s", (_what, plan, timeoutMs) => {
  const participants = new Participants();
  const preparation = new RunPreparation({
    plan: planOf(plan),
    secrets: { apiKey: null, headers: {} },
    logger: silentLogger,
    participants,
    expectWorkers: 1,
    maxWaitMs: null,
    startedWaitingAtMs: 0,
  });
  const worker = entry("w", []);
  preparation.awaitWorkers([worker], 1_000);
  participants.add(worker);
  expect(preparation.awaitReady(1_000 + timeoutMs - 1).kind).toBe("wait");
  expect(preparation.awaitReady(1_000 + timeoutMs)).toMatchObject({
    kind: "giveUp",
    trouble: { code: "GF_WORKERS_MISSING" },
  });
});
