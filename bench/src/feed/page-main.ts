// The page's model on an hour of history, without a browser: `node page.js WORKERS GROUPS VALUES`. Prints
// what each thing took, in milliseconds, as JSON.
import { decodeMessage } from "@gadfly/dashboard/feed/decode-message";
import { runCharts } from "@gadfly/dashboard/model/charts/run-charts";
import { chosenRange } from "@gadfly/dashboard/model/range/chosen-range";
import { RunStore } from "@gadfly/dashboard/model/run-store";
import { packValue } from "@gadfly/shared/protocol/codec";
import { gadflyVersion } from "@gadfly/shared/protocol/version";
import { feedVersion } from "@gadfly/shared/web/feed-address";
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import { mergePlan } from "../merge/merge-plan.ts";
import { announcementsOf } from "../simulated/simulated-series.ts";
import { historyS, pastOf, readLoad, secondsAfter } from "./feed-load.ts";

const load = readLoad(process.argv.slice(2).map(Number));
/** Seconds after the past, of which the mean is told. */
const updates = 30;

const store = new RunStore();
const take = (message: FeedMessage): void => {
  const decoded = decodeMessage(packValue(message));
  if (decoded !== null) store.take(decoded);
};

const timed = (act: () => void): number => {
  const fromMs = performance.now();
  act();
  return performance.now() - fromMs;
};

const plan = mergePlan(load.workers);
const startedAt = "2026-11-22T04:35:35.000Z";
const versions = { gadfly: gadflyVersion, node: process.version, protocol: 1 };
take({ type: "hello", feed: feedVersion, gadfly: gadflyVersion });
take({ type: "begin", runId: plan.runId });
take({
  type: "history",
  records: [
    { type: "open", journal: 1, startedAt, ...versions, plan },
    ...announcementsOf(load.groups).map((series) => ({ type: "series" as const, ...series })),
    { type: "start", startedAt },
  ],
  steps: [],
});

const messages = pastOf(load).map((step) =>
  packValue({ type: "history", records: [], steps: [step] } satisfies FeedMessage),
);
const foldMs = timed(() => {
  for (const message of messages) {
    const decoded = decodeMessage(message);
    if (decoded !== null) store.take(decoded);
  }
  take({ type: "caughtUp" });
});
const chartsMs = timed(() => runCharts(store.picture));
const later = [...secondsAfter(load, updates)].map((record) =>
  packValue({ type: "records", records: [record] } satisfies FeedMessage),
);
const updatesMs = timed(() => {
  for (const message of later) {
    const decoded = decodeMessage(message);
    if (decoded !== null) store.take(decoded);
    runCharts(store.picture);
  }
});
const rangeMs = timed(() => chosenRange(store.picture, { fromS: 0, toS: historyS + updates }));
const found = { foldMs, chartsMs, updateMs: updatesMs / updates, rangeMs };
process.stdout.write(`${JSON.stringify(found)}\n`);
