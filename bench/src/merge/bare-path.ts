// The master's way of a snapshot without sockets: the same objects in the same order as in a run, from
// the bytes of a frame to the live view, with a journal in a temporary folder.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRunFolder } from "@gadfly/master/journal/run-folder";
import { RunBook } from "@gadfly/master/run/run-book";
import { SnapshotDesk } from "@gadfly/master/run/snapshot-desk";
import { buildLiveView } from "@gadfly/master/stats/live-view-builder";
import { silentLogger } from "@gadfly/shared/logging/logger";
import { decodeWorkerMessage } from "@gadfly/shared/protocol/codec";
import { gadflyVersion, protocolVersion } from "@gadfly/shared/protocol/version";
import { announcementsOf } from "../simulated/simulated-series.ts";
import { mergePlan } from "./merge-plan.ts";

/** Only what has waited for longer than this would be closed without all workers. */
const noGrace = -1;

/** A master's run without its sockets. */
export class BarePath {
  readonly #folder = mkdtempSync(join(tmpdir(), "gadfly-bench-"));
  readonly #workers: readonly string[];
  readonly #book: RunBook;
  readonly #desk: SnapshotDesk;
  /** Snapshots that were merged, journalled and acknowledged. */
  acknowledged = 0;

  constructor(workers: number, groups: number) {
    const plan = mergePlan(workers);
    const startedAt = new Date().toISOString();
    this.#workers = Array.from({ length: workers }, (_, number) => `worker-${number}`);
    this.#book = new RunBook(createRunFolder(this.#folder, plan), silentLogger, {
      type: "open",
      journal: 1,
      startedAt,
      gadfly: gadflyVersion,
      node: process.version,
      protocol: protocolVersion,
      plan,
    });
    this.#desk = new SnapshotDesk({
      book: this.#book,
      logger: silentLogger,
      clockOf: () => ({ offsetMs: 0.1, errorMs: 0.1 }),
      acknowledge: ({ sequences }) => (this.acknowledged += sequences.length),
    });
    for (const id of this.#workers) this.#join(id, groups);
    this.#book.write({ type: "start", startedAt });
    this.#book.write({ type: "phase", t: 0, phase: "running", users: workers });
  }

  /** Takes one interval: a frame of each worker. */
  takeInterval(frames: readonly Uint8Array[], interval: number): void {
    for (const [number, frame] of frames.entries()) this.#take(number, frame, interval);
    this.#desk.closeIntervals(this.#workers, noGrace);
    buildLiveView(this.#book.model, {
      elapsedMs: interval * 1_000,
      state: "running",
      targetUsers: this.#workers.length,
      workers: this.#workers.length,
      waitingFor: null,
    });
  }

  /** Ends the run; true when the sums of all deltas are what the workers said in all. */
  close(t: number): boolean {
    this.#desk.close(t);
    const { mismatches } = this.#book.model;
    rmSync(this.#folder, { recursive: true, force: true });
    return mismatches.length === 0;
  }

  #join(id: string, groups: number): void {
    this.#book.write({ type: "worker", id, name: id, host: "bench" });
    const { runId } = this.#book.model.open.plan;
    this.#desk.announce(id, { type: "series", runId, series: announcementsOf(groups) });
  }

  #take(number: number, frame: Uint8Array, interval: number): void {
    const decoded = decodeWorkerMessage(frame);
    if (!decoded.ok) throw new Error(decoded.error);
    if (decoded.value.type !== "snapshot") throw new Error(`no snapshot: ${decoded.value.type}`);
    const trouble = this.#desk.take(this.#workers[number] ?? "", decoded.value, interval);
    if (trouble !== null) throw new Error(trouble);
  }
}
