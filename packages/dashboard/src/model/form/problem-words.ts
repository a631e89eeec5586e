// What is wrong with a field, in the words of the form: master and terminal speak of flags and files.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import type { WebProblem } from "@gadfly/shared/web/web-problem";
import { controlOf } from "./field-control.ts";
import { fieldTitle } from "./field-titles.ts";

// Remarks on other places where the value may stand.
const elsewhere = / \((?:in a config file|also yes)[^)]*\)/gu;

const several: Partial<Record<ReturnType<typeof controlOf>, string>> = {
  words: "several with a space between",
  lines: "one a line",
};

/** What the field takes, as it is typed there. */
export const allowedWords = (field: FormField): string => {
  const control = controlOf(field);
  if (control === "switch") return "on or off";
  const often = several[control];
  const words = field.allowed.replace(elsewhere, "");
  return often === undefined ? words : words.replace("as often as needed", often);
};

/** One problem at its field. */
export const problemWords = (field: FormField, { code, sentence }: WebProblem): string =>
  code === "GF_OPTION_INVALID" ? `This must be ${allowedWords(field)}.` : sentence;

/** One problem away from its field. */
export const problemWithTitle = (fields: readonly FormField[], problem: WebProblem): string => {
  const field = fields.find(({ name }) => name === problem.option);
  if (field === undefined) return problem.sentence;
  const words = problemWords(field, problem);
  return words === problem.sentence ? words : `${fieldTitle(field.name)}: ${words}`;
};
