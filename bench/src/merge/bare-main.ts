// Takes snapshots without sockets for a number of seconds, in a process of its own, so that the heap is
// clean: `node bare-main.js WORKERS GROUPS VALUES SECONDS`. Prints how many it took and the processor
// time that this cost; making them is not in it.
import { encodeMessage } from "@gadfly/shared/protocol/codec";
import { SnapshotMaker } from "../simulated/snapshot-maker.ts";
import { BarePath } from "./bare-path.ts";
import { mergePlan } from "./merge-plan.ts";

const [workers = 0, groups = 0, values = 0, seconds = 0] = process.argv.slice(2).map(Number);
/** Intervals whose frames are made ahead: a few, as they would lie in the sockets. */
const intervalsAhead = 4;
/** Compilers and caches warm up meanwhile. */
const warmUpShare = 0.25;

const maker = new SnapshotMaker({ groups, values });
const path = new BarePath(workers, groups);
const { runId } = mergePlan(workers);

const makeFrames = (interval: number): Uint8Array[] =>
  Array.from({ length: workers }, (_, worker) => {
    const place = { runId, worker, made: interval, interval, users: 1, isFinal: false };
    return encodeMessage({ ...maker.make(place), sequence: interval });
  });

const takeBatch = (first: number): number => {
  const batch = Array.from({ length: intervalsAhead }, (_, at) => makeFrames(first + at));
  const before = process.cpuUsage();
  for (const [at, frames] of batch.entries()) path.takeInterval(frames, first + at);
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

/** Goes on from interval `first` until so much processor time is used. */
const takeFor = (cpuUs: number, first: number): { intervals: number; cpuUs: number } => {
  let usedUs = 0;
  let intervals = 0;
  for (; usedUs < cpuUs; intervals += intervalsAhead) usedUs += takeBatch(first + intervals);
  return { intervals, cpuUs: usedUs };
};

const warmUp = takeFor(seconds * warmUpShare * 1e6, 0);
const { intervals, cpuUs } = takeFor(seconds * 1e6, warmUp.intervals);
const end = warmUp.intervals + intervals;
const isExact = path.close(end) && path.acknowledged === end * workers;
process.stdout.write(`${JSON.stringify({ snapshots: intervals * workers, cpuUs, isExact })}\n`);
