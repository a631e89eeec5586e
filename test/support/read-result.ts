// Reads a result document and checks what must hold for every one of them.
import { resultDocument, resultJsonSchema } from "@gadfly/shared/result/result-schema";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import type { ProgramEnd } from "./start-program.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true, formats: { "date-time": true } });
const matchesSchema = ajv.compile(resultJsonSchema());

/** One JSON document and nothing else, of the published shape, with a ledger that adds up. */
export function readResult(text: string): ResultDocument {
  const value: unknown = JSON.parse(text);
  matchesSchema(value);
  expect(matchesSchema.errors).toBeNull();
  const result = resultDocument.parse(value);
  expectBalance(result);
  return result;
}

function expectBalance({ ledger, verdict, workers }: ResultDocument): void {
  const { due, started, dropped, waiting, succeeded, failed, cancelled, inFlight, lost } = ledger;
  expect({ due, started }).toEqual({
    due: started + dropped + waiting,
    started: succeeded + failed + cancelled + inFlight + lost,
  });
  expect(workers.reduce((sum, { requests }) => sum + requests, 0)).toBe(started);
  const doubts = verdict.reasons.filter(({ code }) => ["ledger", "absolutes"].includes(code));
  expect(doubts).toEqual([]);
}

/** What a machine that has other things to do may make of the verdict, through no fault of ours. */
const busyMachineCodes = ["loop_delay", "cpu", "schedule_lag"];

/** The codes of the reasons that are not just a busy machine. */
export const doubtsOf = ({ verdict }: ResultDocument): string[] =>
  verdict.reasons.map(({ code }) => code).filter((code) => !busyMachineCodes.includes(code));

const isTooBusy = ({ verdict }: ResultDocument): boolean =>
  verdict.status === "INVALID" &&
  verdict.reasons.some(({ code }) => busyMachineCodes.includes(code));

/**
 * The result that `--json` printed. The program must have exited with the code in it, and that is
 * `exitCode`; only a machine too busy to measure on may make it 4 in place of 0, 1 or 3.
 */
export function resultOf(end: ProgramEnd, exitCode: number): ResultDocument {
  const { code, stdout, stderr } = end;
  if (stdout === "")
    throw new Error(`no result, exit code ${String(code)}:\n${stderr.slice(-1500)}`);
  const result = readResult(stdout);
  expect(result.ledger.inFlight).toBe(0);
  expect(code).toBe(result.run.exitCode);
  const { verdict } = result;
  const wanted = isTooBusy(result) && exitCode < 4 ? 4 : exitCode;
  expect({ code, verdict }).toEqual({ code: wanted, verdict });
  return result;
}
