// Fills the `{facts}` of the error table into its sentences.
import { type ErrorCode, errorCodes } from "./error-codes.ts";

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

type TextOf<Code extends ErrorCode> = (typeof errorCodes)[Code]["sentence" | "hint"];

/** The facts that the sentence and the hint of a code mention. */
export type FactsOf<Code extends ErrorCode> = Readonly<
  Record<Placeholder<TextOf<Code>>, string | number>
>;

/** What is shown to the user for one error. */
export interface ErrorText<Code extends ErrorCode = ErrorCode> {
  readonly code: Code;
  readonly sentence: string;
  readonly hint: string;
}

/** The sentence and the hint of a code with its facts filled in. */
export function describeError<Code extends ErrorCode>(
  code: Code,
  facts: FactsOf<Code>,
): ErrorText<Code> {
  const { sentence, hint } = errorCodes[code];
  return { code, sentence: fill(sentence, facts), hint: fill(hint, facts) };
}

function fill(template: string, facts: Readonly<Record<string, string | number>>): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "?"));
  return filled.replace(/([.!?])\.$/, "$1");
}
