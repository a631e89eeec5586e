// Keeps what was typed into the form: while the page lives all of it, so that a new run begins with the
// values of the last; beyond a reload of the tab everything but secrets. Another start of the program begins
// with its own values.
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import { type Draft, withoutSecrets } from "../../model/form/draft.ts";

const storageKey = "gadfly.start";

interface Memory {
  readonly programId: string;
  readonly draft: Draft;
}

let kept: Memory | null = null;

const isDraft = (value: unknown): value is Draft =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((text) => text === null || typeof text === "string");

const isMemory = (value: unknown): value is Memory =>
  typeof value === "object" &&
  value !== null &&
  "programId" in value &&
  typeof value.programId === "string" &&
  "draft" in value &&
  isDraft(value.draft);

const readStored = (): Memory | null => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
    return isMemory(value) ? value : null;
  } catch {
    return null;
  }
};

/** What was typed before, as far as the form still has such fields. */
export const recallDraft = ({ fields, programId }: StartForm): Draft => {
  const memory = kept ?? readStored();
  if (memory?.programId !== programId) return {};
  const names = new Set(fields.map(({ name }) => name));
  const entries = Object.entries(memory.draft);
  return Object.fromEntries(entries.filter(([name]) => names.has(name)));
};

/** Remembers what is typed. */
export const keepDraft = ({ fields, programId }: StartForm, draft: Draft): void => {
  kept = { programId, draft };
  try {
    sessionStorage.setItem(
      storageKey,
      JSON.stringify({ programId, draft: withoutSecrets(fields, draft) }),
    );
  } catch {
    // A browser that stores nothing still has what is kept above.
  }
};
