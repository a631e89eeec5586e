// The state of the form: what is typed, what the master says of it, and what came of pressing Start.
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import type { StartReply } from "@gadfly/shared/web/api-table";
import { useRef, useState } from "preact/hooks";
import { startRun } from "../../feed/api-client.ts";
import { type Draft, putBack, takeBack, toRequest, typeInto } from "../../model/form/draft.ts";
import { inPageOrder } from "../../model/form/form-layout.ts";
import { placeProblems } from "../../model/form/place-problems.ts";
import { applyPreset, type Preset } from "../../model/form/presets.ts";
import { keepDraft, recallDraft } from "./draft-memory.ts";
import { focusField } from "./focus-field.ts";
import type { FormEdit } from "./form-edit.ts";
import { type DraftCheck, useCheckedDraft } from "./use-checked-draft.ts";

/** The form as the view draws it. */
export interface StartFormState {
  readonly edit: FormEdit;
  readonly check: DraftCheck;
  /** What came of the last press of Start. */
  readonly outcome: Outcome;
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
  readonly choose: (preset: Preset) => void;
  /** Forgets every change. */
  readonly putAllBack: () => void;
  readonly start: () => void;
}

/** Where a press of Start has come to. */
export type Outcome =
  | { readonly kind: "none" | "starting" }
  | { readonly kind: "accepted"; readonly reply: StartReply }
  | { readonly kind: "refused"; readonly problems: DraftCheck["problems"] };

const useDraft = (form: StartForm) => {
  const [draft, setDraft] = useState<Draft>(() => recallDraft(form));
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const change = (next: Draft): void => {
    setDraft(next);
    keepDraft(form, next);
  };
  const settle = (names: readonly string[]): void =>
    setSettled((before) => new Set([...before, ...names]));
  return { draft, settled, change, settle };
};

/** The state of a form. */
export const useStartForm = (form: StartForm, onStarted: () => void): StartFormState => {
  const { draft, settled, change, settle } = useDraft(form);
  const [outcome, setOutcome] = useState<Outcome>({ kind: "none" });
  const [filter, setFilter] = useState("");
  const isBusy = useRef(false);
  const check = useCheckedDraft(form, draft);
  const order = inPageOrder(form);
  const placed = placeProblems(check.problems, order);

  const send = async (): Promise<void> => {
    const answer = await startRun(toRequest(form.fields, draft));
    isBusy.current = false;
    if (answer.ok) {
      setOutcome({ kind: "accepted", reply: answer.value });
      onStarted();
      return;
    }
    const { byField, rest, firstField } = placeProblems(answer.error, order);
    setOutcome({ kind: "refused", problems: rest });
    settle([...byField.keys()]);
    setFilter("");
    if (firstField !== null) focusField(firstField);
  };

  return {
    check,
    outcome,
    filter,
    setFilter,
    choose: (preset) => change(applyPreset(draft, form.fields, preset)),
    putAllBack: () => change({}),
    start: () => {
      if (isBusy.current) return;
      isBusy.current = true;
      setOutcome({ kind: "starting" });
      void send();
    },
    edit: {
      draft,
      problemsOf: (name) => (settled.has(name) ? (placed.byField.get(name) ?? []) : []),
      type: (field, text) => change(typeInto(draft, field, text)),
      settle: (name) => {
        // Whoever only passes by has done nothing wrong yet.
        if (draft[name] !== undefined) settle([name]);
      },
      putBack: (name) => change(putBack(draft, name)),
      takeBack: (name) => change(takeBack(draft, name)),
    },
  };
};
