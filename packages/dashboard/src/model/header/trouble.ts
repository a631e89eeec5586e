// What is wrong with the connection, in words.
import type { RunPicture } from "../run-picture.ts";
import type { Tone } from "../tables/table-row.ts";

/** What is wrong. */
export interface Trouble {
  readonly text: string;
  readonly tone: Tone;
}

/** One sentence about the connection; null: all is well. `lostAt` is a time of day. */
export const connectionTrouble = (picture: RunPicture, lostAt: string | null): Trouble | null => {
  const { connection, closingReason, status, problem } = picture;
  if (problem !== null) return { text: problem, tone: "bad" };
  // Every report ends, and nothing is wrong with that.
  if (connection === "live" || connection === "report") return null;
  if (connection === "closed") {
    const reason = reasonOf(closingReason);
    return {
      text: `The program has ended${reason}; what you see is what it said last.`,
      tone: "quiet",
    };
  }
  if (status === null) return { text: "Connecting to the master …", tone: "quiet" };
  const since = lostAt === null ? "" : ` since ${lostAt}`;
  return {
    text: `Connection lost${since}; trying again. What you see is what it said last.`,
    tone: "warn",
  };
};

// That it ended because it ended says nothing.
const reasonOf = (reason: string | null): string =>
  reason === null || reason === "the program ends" ? "" : ` (${reason.replace(/\.$/u, "")})`;

/** Whether nothing can be fetched from the program now. */
export const isGone = (picture: RunPicture): boolean =>
  picture.connection === "closed" || isStale(picture);

/** Whether the numbers on the page are old. */
export const isStale = ({ connection, status }: RunPicture): boolean =>
  status !== null && (connection === "lost" || connection === "connecting");
