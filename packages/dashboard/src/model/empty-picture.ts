// The picture before anything was heard.
import type { RunPicture } from "./run-picture.ts";

/** The picture before anything was heard. */
export const emptyPicture: RunPicture = {
  connection: "connecting",
  closingReason: null,
  runId: null,
  plan: null,
  status: null,
  tables: null,
  report: null,
  problem: null,
  isCaughtUp: false,
  found: null,
  log: [],
  marks: [],
  absences: [],
  targets: [],
  series: new Map(),
  steps: [],
  intervalMs: 1000,
};
