// The file of --records: lines in the order in which workers report them. Opened before the run; a
// disk that refuses later ends the file, not the run, and what it refused is counted.
import { closeSync, openSync, writeSync } from "node:fs";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { RequestFacts } from "@gadfly/shared/result/request-record";
import { recordLine, type RecordSink } from "../reports/records/record-line.ts";

const unwritable = (path: string, cause: unknown): GadflyError => {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GadflyError("GF_OUTPUT_UNWRITABLE", { path, option: "--records", reason }, { cause });
};

/** The records of one run on disk. */
export class RecordFile implements RecordSink {
  readonly #path: string;
  readonly #file: number;
  #trouble: GadflyError | null = null;
  #isOpen = true;

  /** Makes the file, empty; throws where it cannot be. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = openSync(path, "w");
    } catch (cause) {
      throw unwritable(path, cause);
    }
  }

  /** Why the file is not complete, or null. */
  get trouble(): GadflyError | null {
    return this.#trouble;
  }

  /** Appends a line for each record. */
  write(worker: string, records: readonly RequestFacts[]): number {
    if (!this.#isOpen || this.#trouble !== null) return 0;
    try {
      const bytes = Buffer.from(records.map((facts) => recordLine(worker, facts)).join(""));
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
      return records.length;
    } catch (cause) {
      this.#trouble = unwritable(this.#path, cause);
      return 0;
    }
  }

  /** Writes no more. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#file);
  }
}
