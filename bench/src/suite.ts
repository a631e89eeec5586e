// What a benchmark is made of: a suite measures, in interleaved rounds, and gives rows of figures and
// the targets that they are held against.

import type { Machine } from "./machine/machine.ts";

/** What every suite is given. */
export interface BenchContext {
  /** How often everything is measured; the rounds of all contenders are interleaved. */
  readonly rounds: number;
  /** Short windows: to see that it works, not to believe the figures. */
  readonly isQuick: boolean;
  readonly machine: Machine;
  /** One line about what is being done. */
  progress(text: string): void;
}

/** One figure, measured once per round. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What a figure is held against. */
export interface Target {
  readonly name: string;
  readonly text: string;
  readonly limit: number;
  readonly direction: "atMost" | "atLeast";
  /** Null when it could not be measured here. */
  readonly value: number | null;
  /** False: printed only; `note` says why. */
  readonly isJudged: boolean;
  readonly note?: string;
}

/** One contender or one setting, with its figures. */
export interface Row {
  readonly label: string;
  readonly figures: readonly Figure[];
}

/** What a suite found; kept as JSON under `bench/results`. */
export interface SuiteResult {
  readonly suite: string;
  readonly title: string;
  /** How it was measured, in a paragraph that a reader can check. */
  readonly method: string;
  readonly rows: readonly Row[];
  readonly targets: readonly Target[];
  /** The command that measures it again. */
  readonly command: string;
}

/** A benchmark by name. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  run(context: BenchContext): Promise<SuiteResult>;
}
