import { silentLogger } from "@gadfly/shared/logging/logger";
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import { expect, test } from "vitest";
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
