// gadfly's worker, whole, with a tap on its books: what goes in is noted sample by sample, while the worker
// goes on as ever. So each time that it took can be held against the truth, and each percentile that the
// master prints against the samples themselves.
import { writeFileSync } from "node:fs";
import { monotonicNowMs } from "@gadfly/simulator/clock/monotonic-clock";
import { createRequestIds } from "@gadfly/worker/endpoints/request-id";
import type { RequestRecord } from "@gadfly/worker/http/request-record";
import { startWorker } from "@gadfly/worker/main";
import { Recorder } from "@gadfly/worker/record/recorder";
import type { RecordingWorkerSettings } from "./program-settings.ts";
import type { RecordedRequest } from "./recorded-request.ts";

/** The worker warms up against itself before a run; its own requests have this run id. */
const warmUpPrefix = createRequestIds("warm-up")(0, 0).slice(0, 20);

const offsetMs = monotonicNowMs() - performance.now();
const tokenTimes = new WeakMap<RequestRecord, number[]>();
const ended: RequestRecord[] = [];

const toRecorded = (record: RequestRecord): RecordedRequest => ({
  id: record.requestId,
  scheduledAtMs: record.scheduledAtMs + offsetMs,
  sentAtMs: record.sentAtMs + offsetMs,
  tokenAtMs: (tokenTimes.get(record) ?? []).map((atMs) => atMs + offsetMs),
  endedAtMs: record.endedAtMs + offsetMs,
});

const noteTokens = (record: RequestRecord, atMs: number, events: number): void => {
  const times = tokenTimes.get(record);
  for (let event = 0; event < events; event += 1) times?.push(atMs);
};

const tap = (books: Recorder): void => {
  // oxlint-disable-next-line typescript/unbound-method -- each is called on its own object below
  const { started, tokenEvents, ended: onEnded } = books;
  books.started = function (record): void {
    tokenTimes.set(record, []);
    started.call(this, record);
  };
  books.tokenEvents = function (record, atMs, events, gapMs): void {
    noteTokens(record, atMs, events);
    tokenEvents.call(this, record, atMs, events, gapMs);
  };
  books.ended = function (record): void {
    if (!record.requestId.startsWith(warmUpPrefix)) ended.push(record);
    onEnded.call(this, record);
  };
};

const settings = JSON.parse(process.argv[2] ?? "") as RecordingWorkerSettings;
tap(Recorder.prototype);
// The test is gone, and so are we.
process.stdin.on("end", () => process.exit(70)).resume();
const worker = startWorker({ ...settings, masterHost: "127.0.0.1" });
const end = await worker.ended;
writeFileSync(settings.file, JSON.stringify(ended.map(toRecorded)));
process.exit(end.kind === "goodbye" ? 0 : 5);
