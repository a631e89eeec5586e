// Where the master stands: what every view of the page needs first.
import { z } from "zod";

/** Where a run stands; idle: none was asked for. */
export const webState = z.enum([
  "idle",
  "ready",
  "preparing",
  "spawning",
  "running",
  "stopping",
  "finalizing",
  "stopped",
]);
export type WebState = z.infer<typeof webState>;

/** A worker that the master knows, in a run or not. */
export const memberRow = z.object({
  id: z.string().describe("Identity for the master"),
  name: z.string().describe("Name in tables"),
  host: z.string().describe("Its machine"),
  liveness: z.enum(["alive", "silent", "lost", "left"]).describe("What the master believes of it"),
});
export type MemberRow = z.infer<typeof memberRow>;

/** Where the master stands. */
export const runStatus = z.object({
  gadfly: z.string().describe("Version of the master"),
  state: webState.describe("Where the run stands; idle: there is none"),
  runId: z.string().nullable().describe("The run under way, or the last one"),
  elapsedMs: z.number().nonnegative().describe("Time since the start of the load"),
  totalMs: z.number().nonnegative().nullable().describe("Time limit; null: none"),
  users: z.int().nonnegative().describe("Users that run"),
  targetUsers: z.int().nonnegative().describe("Users asked for"),
  spawnRate: z.number().nonnegative().describe("Users that start in a second"),
  inFlight: z.int().nonnegative().describe("Requests that wait for their answer"),
  expectWorkers: z.int().nonnegative().describe("Workers that a run waits for"),
  members: z.array(memberRow).describe("Workers that the master knows"),
  canStart: z.boolean().describe("Whether a run may be started from here"),
  folder: z.string().nullable().describe("Where the run keeps its files; null: nowhere"),
  commandLine: z.string().nullable().describe("The command line that does the same run"),
});
export type RunStatus = z.infer<typeof runStatus>;
