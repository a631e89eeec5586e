// Everything that the live view of a terminal may show: plain data, computed elsewhere.
import type { Ledger, Verdict } from "@gadfly/shared/result/result-account";
import type {
  ErrorRow,
  EventRow,
  TimelineRow,
  WarningRow,
} from "@gadfly/shared/result/result-rows";
import type { LiveView } from "../live-view.ts";

/** One worker as it is now. */
export interface LiveWorker {
  readonly name: string;
  readonly state: string;
  readonly users: number;
  /** Over the last ten seconds. */
  readonly rps: number;
  /** Share of a core in its newest second; null before the first. */
  readonly cpu: number | null;
  readonly loopDelayP99Ms: number | null;
}

/** The run at one moment, with its last minutes. */
export interface LiveDetails extends LiveView {
  readonly targets: readonly string[];
  readonly model: string | null;
  /** The last minutes, a row a second, the newest last. */
  readonly history: readonly TimelineRow[];
  readonly workerRows: readonly LiveWorker[];
  readonly verdict: Verdict;
  readonly ledger: Ledger;
  /** Requests that were broken off on purpose, so far. */
  readonly plannedCancels: number;
  /** The most frequent first. */
  readonly errors: readonly ErrorRow[];
  readonly warnings: readonly WarningRow[];
  /** The newest last. */
  readonly events: readonly EventRow[];
}
