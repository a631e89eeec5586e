// How a run came to its end.
import type { EndReason } from "@gadfly/shared/result/result-schema";
import type { RunTrouble } from "./run-trouble.ts";

/** How a run ended. */
export interface RunEnd {
  readonly reason: EndReason;
  /** Seconds after the start. */
  readonly t: number;
  /** Why it never began, broke or was given up, with its own exit code. */
  readonly trouble: RunTrouble | null;
  /** What it was doing when it was stopped before its load; null: it had begun, or broke by itself. */
  readonly stoppedWhile: string | null;
  /** The second stop came before everything had drained. */
  readonly wasForced: boolean;
}
