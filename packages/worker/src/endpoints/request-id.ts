// The id that each request carries as x-request-id: in the shape of a UUID, because some servers refuse
// every other (llama-cpp-python answers 400), and readable: run, user and iteration in this order, in
// hexadecimal. An id of run 20261122-103449-1f3a begins 20261122-1034-491f-3a.

import { createHash } from "node:crypto";

const runDigits = 18;
const userDigits = 5;
const iterationDigits = 9;

/** Makes the ids of a run; no two requests of it have the same. */
export type RequestIds = (user: number, iteration: number) => string;

/** The ids of a run: its own digits where it has just so many, else digits made of its name. */
export function createRequestIds(runId: string): RequestIds {
  const run = digitsOf(runId);
  const head = `${run.slice(0, 8)}-${run.slice(8, 12)}-${run.slice(12, 16)}-${run.slice(16)}`;
  return (user, iteration) => {
    const tail =
      user.toString(16).padStart(userDigits, "0") +
      iteration.toString(16).padStart(iterationDigits, "0");
    return `${head}${tail.slice(0, 2)}-${tail.slice(2)}`;
  };
}

function digitsOf(runId: string): string {
  const digits = runId.replaceAll("-", "");
  if (digits.length === runDigits && /^[0-9a-f]+$/.test(digits)) return digits;
  return createHash("sha256").update(runId).digest("hex").slice(0, runDigits);
}
