// Every suite, in the order in which they run and stand on the page.
import type { Suite } from "../suite.ts";
import { eventsSuite } from "./events.ts";
import { feedSuite } from "./feed.ts";
import { memorySuite } from "./memory.ts";
import { mergeSuite } from "./merge.ts";
import { requestsSuite } from "./requests.ts";
import { soakSuite } from "./soak.ts";
import { startupSuite } from "./startup.ts";

/** A suite, and what it cannot do without. */
export interface SuiteRow {
  readonly suite: Suite;
  /** It reads processor time or memory of other processes from /proc. */
  readonly needsLinux: boolean;
  /** It takes a quarter of an hour: only by its name. */
  readonly isLong?: true;
}

/** The suites. */
export const suiteTable: readonly SuiteRow[] = [
  { suite: eventsSuite, needsLinux: true },
  { suite: requestsSuite, needsLinux: true },
  { suite: memorySuite, needsLinux: true },
  { suite: startupSuite, needsLinux: false },
  { suite: mergeSuite, needsLinux: true },
  { suite: feedSuite, needsLinux: true },
  { suite: soakSuite, needsLinux: true, isLong: true },
];

/** The names of all suites, in their order. */
export const suiteNames: readonly string[] = suiteTable.map(({ suite }) => suite.name);

/** What runs when nothing is named. */
export const usualSuiteNames: readonly string[] = suiteTable
  .filter(({ isLong }) => isLong !== true)
  .map(({ suite }) => suite.name);
