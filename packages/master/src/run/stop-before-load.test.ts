// A run that somebody stops before its load: nothing is measured, nobody is blamed, no file is left.
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import { silentLogger } from "@gadfly/shared/logging/logger";
import { expect, it } from "vitest";
import { entryOf, openOf, planOf } from "../../../../test/support/snapshots.ts";
import { discardRunFolder } from "../journal/run-folder.ts";
import { RunBook } from "./run-book.ts";
import { RunController } from "./run-controller.ts";
import type { RunEnd } from "./run-end.ts";

const prepareRun = (hasWorker: boolean) => {
  const warnings: string[] = [];
  const sent: MasterMessage[] = [];
  const ends: RunEnd[] = [];
  const worker = entryOf("a");
  worker.link = {
    seal: (plain) => plain,
    send: (message) => void sent.push(message),
    sendUrgent: () => {},
    close: () => {},
  };
  const logger = { ...silentLogger, warn: (text: string) => void warnings.push(text) };
  const targets = ["http://h:1"];
  const controller = new RunController({
    plan: planOf({ targets }),
    secrets: { apiKey: null, headers: {} },
    book: new RunBook(discardRunFolder, logger, openOf({ targets })),
    logger,
    expectWorkers: 1,
    maxWaitMs: null,
    now: () => 0,
    toSharedMs: (ms) => ms,
    workers: () => (hasWorker ? [worker] : []),
    finished: (end) => void ends.push(end),
  });
  controller.tick();
  return { controller, worker, warnings, sent, ends };
};

it("says what it was doing, and calls the workers back", () => {
  const { controller, sent, ends } = prepareRun(true);
  controller.requestStop();
  expect(ends).toMatchObject([
    { reason: "stoppedByUser", trouble: null, stoppedWhile: "preparing (checking http://h:1)" },
  ]);
  expect(sent.map(({ type }) => type)).toEqual(["prepare", "stop"]);
});

it("has waited for workers as long as none had come", () => {
  const { controller, ends } = prepareRun(false);
  controller.requestStop();
  expect(ends).toMatchObject([{ stoppedWhile: "waiting for workers" }]);
});

it("does not miss a worker that leaves once it is over", () => {
  const { controller, worker, warnings } = prepareRun(true);
  controller.requestStop();
  controller.members.lost(worker);
  controller.members.left(worker, "goodbye");
  expect(warnings).toEqual([]);
});
