// What a verdict means and why a run ended, in the same words wherever they are shown: on the terminal, on
// the page, in reports.
import { formatCount, plural } from "../units/format-number.ts";
import type { AskedUsers, Verdict } from "./result-account.ts";
import type { EndReason, ResultDocument } from "./result-schema.ts";

/** What a verdict means for its reader. */
export const verdictTexts: Readonly<Record<Verdict["status"], string>> = {
  VALID: "the generator kept up; these numbers describe the server",
  SUSPECT: "the generator may have distorted these numbers",
  INVALID: "do not use these numbers: the generator could not measure",
};

/** Why a run ended. */
export const endTexts: Readonly<Record<EndReason, string>> = {
  completed: "completed",
  stoppedByUser: "stopped by the user",
  timeElapsed: "time limit reached",
  sloBroken: "stopped: an SLO was broken",
  workersLost: "stopped: the workers were lost",
  failed: "stopped by an internal failure",
};

// Reasons that mean: a machine of the generator had too much to do.
const busyCodes: ReadonlySet<string> = new Set(["loop_delay", "cpu", "schedule_lag"]);

/** What to do about a verdict, beginning "what helps"; null: nothing more than its reasons say. */
export const adviceFor = ({ reasons }: Verdict): string | null =>
  reasons.some(({ code }) => busyCodes.has(code))
    ? "what helps: fewer users per worker, more workers or machines, nothing else running beside them"
    : null;

type Ended = Pick<ResultDocument, "run" | "ledger"> & Partial<Pick<ResultDocument, "events">>;

/** The same of one run: what broke it is told from a bug of ours. */
export const endTextOf = ({ run, ledger, events = [] }: Ended): string => {
  if (run.endReason !== "failed") return endTexts[run.endReason];
  if (events.some(({ kind }) => kind === "failRatioBroken"))
    return "stopped: too many requests failed";
  if (run.trouble === null) return endTexts.failed;
  return ledger.started === 0 ? "could not start" : "failed";
};

/** Users asked for; of an older result only those at the start are known. */
export const askedUsersOf = ({ run, plan }: Pick<ResultDocument, "run" | "plan">): AskedUsers => {
  const { users } = plan.load;
  return run.users ?? { start: users, last: users, most: users, changes: 0 };
};

const sayUsers = ({ start, last, most, changes }: AskedUsers, noun: string): string => {
  const few = start === last ? formatCount(start) : `${formatCount(start)} → ${formatCount(last)}`;
  if (most > Math.max(start, last)) return `${few}${noun} (most ${formatCount(most)})`;
  return `${few}${noun}${changes > 0 && start === last ? " (changed)" : ""}`;
};

/** "10 → 30 (most 40)"; one number alone where nothing was changed. */
export const describeChange = (users: AskedUsers): string => sayUsers(users, "");

/** The same with its noun. */
export const describeUsers = (users: AskedUsers): string =>
  users.changes === 0 ? plural(users.start, "user") : sayUsers(users, " users");

/** Words as a sentence or a title begins. */
export const capitalized = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
