// Appends records to a file, in order, each on disk before the promise of its snapshot is kept:
// write() returns only when the kernel has the bytes.
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { err, type Result } from "@gadfly/shared/errors/result";
import {
  decodeJournal,
  eachRecord,
  encodeRecord,
  journalMagic,
  type JournalContent,
} from "./journal-format.ts";
import type { JournalRecord } from "./journal-record.ts";

/** Where a run's records go. */
export interface Journal {
  /** Appends one record; throws when the disk refuses. After close() it does nothing. */
  write(record: JournalRecord): void;
  close(): void;
}

/** A journal that keeps nothing, for --no-save. */
export const discardJournal: Journal = { write: () => {}, close: () => {} };

const writeAll = (file: number, bytes: Uint8Array): void => {
  let at = 0;
  while (at < bytes.length) at += writeSync(file, bytes, at);
};

/** Creates a journal; fails if the file exists, for nothing is ever overwritten. */
export const createJournalFile = (path: string): Journal => {
  const file = openSync(path, "wx", 0o644);
  writeAll(file, journalMagic());
  // Late frames of workers may still lead here; the descriptor's number may be another file's then.
  let isOpen = true;
  return {
    write: (record) => {
      if (isOpen) writeAll(file, encodeRecord(record));
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      fsyncSync(file);
      closeSync(file);
    },
  };
};

const reading = <T>(path: string, act: (content: Uint8Array) => Result<T>): Result<T> => {
  try {
    return act(readFileSync(path));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
};

/** Reads a journal, also one that ends in mid-record. */
export const readJournalFile = (path: string): Result<JournalContent> =>
  reading(path, decodeJournal);

/** Hands on the records of a journal one by one; the answer is how many bytes are no whole record. */
export const followJournalFile = (
  path: string,
  take: (record: JournalRecord) => void,
): Result<number> => reading(path, (content) => eachRecord(content, take));
