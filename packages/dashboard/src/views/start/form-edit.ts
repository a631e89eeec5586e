// What fields of the form need to know of it and may do to it.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import type { WebProblem } from "@gadfly/shared/web/web-problem";
import type { Draft } from "../../model/form/draft.ts";

/** The form as its fields see it. */
export interface FormEdit {
  readonly draft: Draft;
  /** What is wrong with a field, once somebody has left it or pressed Start. */
  readonly problemsOf: (name: string) => readonly WebProblem[];
  readonly type: (field: FormField, text: string) => void;
  /** The field was left. */
  readonly settle: (name: string) => void;
  readonly putBack: (name: string) => void;
  readonly takeBack: (name: string) => void;
}
