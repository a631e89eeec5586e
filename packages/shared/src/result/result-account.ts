// The parts of a result that say whether its numbers can be trusted: verdict, ledger,
// preflight findings, the source of the token counts, and the versions involved.
import { z } from "zod";

const count = z.int().nonnegative();

/** What kept a run from beginning, or broke it. */
export const runTrouble = z.object({
  code: z.string().describe("Stable code of the error"),
  message: z.string().describe("One sentence: what was wrong"),
  hint: z.string().describe("What to do about it"),
});
export type RunTrouble = z.infer<typeof runTrouble>;

/** How many users were asked for in the course of a run. */
export const askedUsers = z.object({
  start: count.describe("At the start"),
  last: count.describe("After the last change"),
  most: count.describe("The largest number"),
  changes: count.describe("How often it was changed while the run was under way"),
});
export type AskedUsers = z.infer<typeof askedUsers>;

/** Why a verdict is not VALID. */
export const verdictReason = z.object({
  code: z.string().describe("Stable code of the rule that spoke"),
  text: z.string().describe("One sentence with the measured value and the limit"),
  worker: z.string().exactOptional().describe("Name of the worker it is about, if it is about one"),
});
export type VerdictReason = z.infer<typeof verdictReason>;

/** What the generator thinks of its own measurement. */
export const verdict = z.object({
  status: z
    .enum(["VALID", "SUSPECT", "INVALID"])
    .describe("VALID: trust it. SUSPECT: read the reasons. INVALID: measure again"),
  reasons: z.array(verdictReason).describe("Every rule that was broken; empty when VALID"),
});
export type Verdict = z.infer<typeof verdict>;

/** Where every request went. */
export const ledger = z
  .object({
    due: count.describe("Requests that were due: started + dropped + waiting"),
    started: count.describe("Left the scheduler: succeeded + failed + cancelled + inFlight + lost"),
    succeeded: count.describe("Ended with a complete answer"),
    failed: count.describe("Ended in an error, also without ever reaching the server"),
    cancelled: count.describe("Cut off by us, at the stop or on purpose; not a failure"),
    inFlight: count.describe("Still running when the ledger was closed"),
    lost: count.describe("In flight in a worker that was lost; their end is unknown"),
    dropped: count.describe("Arrivals refused by the in-flight limit"),
    waiting: count.describe("Due but not started when the run ended"),
  })
  .describe("The conservation account of requests");
export type Ledger = z.infer<typeof ledger>;

/** Something seen before the load began. */
export const preflightFinding = z.object({
  code: z.string().describe("Stable code of the finding"),
  text: z.string().describe("One sentence"),
  severity: z
    .literal("warning")
    .exactOptional()
    .describe("Set where the run is not what was asked for, or its numbers are in doubt"),
  worker: z.string().exactOptional().describe("Name of the worker that found it"),
});
export type PreflightFinding = z.infer<typeof preflightFinding>;

/** Checks made before the load began. */
export const preflight = z.object({
  posts: count.describe("Probe and calibration requests sent; they are outside the ledger"),
  findings: z.array(preflightFinding).describe("What the checks found worth saying"),
});
export type Preflight = z.infer<typeof preflight>;

/** How the target answered one health request once the load was over. */
export const healthAfter = z.object({
  worker: z.string().describe("Name of the worker that asked"),
  url: z.string().describe("What it asked"),
  status: count.nullable().describe("HTTP status of the answer; null when there was none"),
  ms: z.number().nonnegative().describe("Until the answer was complete, or until there was none"),
  text: z.string().describe("The beginning of the answer, or why there was none"),
});
export type HealthAfter = z.infer<typeof healthAfter>;

/** Requests written one by one. */
export const recordCounts = z.object({
  share: z.number().describe("Share of the requests that were asked for, 0 to 1"),
  written: count.describe("Requests written to the file"),
  dropped: count.describe("Requests that were chosen and not written"),
});
export type RecordCounts = z.infer<typeof recordCounts>;

/** Where token counts came from, in numbers of requests. */
export const tokenSource = z.object({
  usage: count.describe("Requests counted by the server's own usage report"),
  tokenizer: count.describe("Requests counted by a tokenizer on our side"),
  estimated: count.describe("Requests whose tokens are estimated from the token events"),
});
export type TokenSource = z.infer<typeof tokenSource>;

/** Token events that share the read of another: one gap is recorded for a read, whatever it holds. */
export const coalesced = z.object({
  events: count.describe(
    "Token events that came in one read with another and left no gap of their own",
  ),
  share: z.number().min(0).max(1).describe("Their share of all token events"),
});
export type Coalesced = z.infer<typeof coalesced>;

/** Who made this result. */
export const versions = z.object({
  gadfly: z.string().describe("Version of gadfly"),
  node: z.string().describe("Version of Node on the master"),
  protocol: z.int().nonnegative().describe("Version of the protocol between master and workers"),
});
export type Versions = z.infer<typeof versions>;
