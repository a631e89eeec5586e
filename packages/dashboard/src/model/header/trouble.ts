// What is wrong with the connection, in words.
import type { RunPicture } from "../run-picture.ts";

/** One sentence about the connection; null: all is well. */
export const connectionTrouble = (picture: RunPicture, lostAt: string | null): string | null => {
  const { connection, closingReason, problem, status } = picture;
  if (problem !== null) return problem;
  if (connection === "connecting" && status === null) return "Connecting to the master …";
  if (connection === "closed")
    return `The master has ended: ${closingReason ?? "it said goodbye"}. The numbers are its last.`;
  if (connection === "lost" || connection === "connecting")
    return `Connection lost${lostAt === null ? "" : ` at ${lostAt}`}; trying again. The numbers are those of that moment.`;
  return null;
};

/** Whether the numbers on the page are old. */
export const isStale = ({ connection, status }: RunPicture): boolean =>
  status !== null && (connection === "lost" || connection === "connecting");
