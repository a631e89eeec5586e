// Keeps what was typed into the form: while the page lives all of it, so that a new run begins with the
// values of the last; beyond a reload of the tab everything but secrets.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import { type Draft, withoutSecrets } from "../../model/form/draft.ts";

const storageKey = "gadfly.start";

let kept: Draft | null = null;

const isDraft = (value: unknown): value is Draft =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((text) => text === null || typeof text === "string");

const readStored = (): Draft => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "{}");
    return isDraft(value) ? value : {};
  } catch {
    return {};
  }
};

/** What was typed before, as far as the form still has such fields. */
export const recallDraft = (fields: readonly FormField[]): Draft => {
  const names = new Set(fields.map(({ name }) => name));
  const entries = Object.entries(kept ?? readStored());
  return Object.fromEntries(entries.filter(([name]) => names.has(name)));
};

/** Remembers what is typed. */
export const keepDraft = (fields: readonly FormField[], draft: Draft): void => {
  kept = draft;
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(withoutSecrets(fields, draft)));
  } catch {
    // A browser that stores nothing still has what is kept above.
  }
};
