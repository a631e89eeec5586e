// What somebody has changed in the start form. Only this is sent; everything else stays as the program
// was started.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import type { StartRequest } from "@gadfly/shared/options/start-options";
import { requestValue, valueText } from "./field-control.ts";

/** Changes by field: the text typed, or null where the value that the program has is taken back. */
export type Draft = Readonly<Record<string, string | null>>;

/** What the field holds before anybody changes it; empty: the default counts. */
export const startText = (field: FormField): string =>
  field.isGiven ? valueText(field, field.value) : "";

/** Whether the program has a value that the page is not told. */
export const hasHiddenValue = (field: FormField): boolean =>
  field.secret && field.isSet && field.value === null;

/** What the field shows. */
export const textIn = (field: FormField, draft: Draft): string => {
  const change = draft[field.name];
  return change === undefined ? startText(field) : (change ?? "");
};

/** Whether somebody changed the field. */
export const isChanged = (field: FormField, draft: Draft): boolean =>
  draft[field.name] !== undefined;

/** Whether the program's value is taken back, so that the default counts. */
export const isTakenBack = (field: FormField, draft: Draft): boolean => draft[field.name] === null;

/** Puts a field back to what the program was started with. */
export const putBack = (draft: Draft, name: string): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([key]) => key !== name));

/** Makes the default count instead of what the program was started with. */
export const takeBack = (draft: Draft, name: string): Draft => ({ ...draft, [name]: null });

/** Somebody typed. An emptied field takes the value back, except one that was never shown. */
export const typeInto = (draft: Draft, field: FormField, text: string): Draft => {
  if (text === startText(field)) return putBack(draft, field.name);
  if (text.trim() === "" && field.isGiven && !hasHiddenValue(field))
    return takeBack(draft, field.name);
  return text === "" ? putBack(draft, field.name) : { ...draft, [field.name]: text };
};

/** The fields that somebody changed. */
export const changedFields = (fields: readonly FormField[], draft: Draft): readonly FormField[] =>
  fields.filter((field) => isChanged(field, draft));

/** The start request of a draft. */
export const toRequest = (fields: readonly FormField[], draft: Draft): StartRequest =>
  Object.fromEntries(
    changedFields(fields, draft).map((field) => {
      const change = draft[field.name] ?? null;
      return [field.name, change === null ? null : requestValue(field, change)];
    }),
  );

/** The draft without what must not outlive the page. */
export const withoutSecrets = (fields: readonly FormField[], draft: Draft): Draft => {
  const open = new Set(fields.filter(({ secret }) => !secret).map(({ name }) => name));
  return Object.fromEntries(Object.entries(draft).filter(([name]) => open.has(name)));
};
