// What was measured on the way; the setup prints it when the suite is over.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const notesFile = (folder: string): string => join(folder, "notes");

/** Keeps a line for the end. */
export const writeNote = (folder: string, text: string): void =>
  appendFileSync(notesFile(folder), `${text}\n`);

/** Everything that was kept. */
export function readNotes(folder: string): string[] {
  const file = notesFile(folder);
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
}
