// One value as a source gives it, before anybody has looked at it; and what reading a source yields.
import type { ErrorText } from "../../errors/error-text.ts";
import { describePlace, type Origin, startRequestPlace } from "./origin.ts";

/** A value for an option, unread. */
export interface GivenValue {
  readonly key: string;
  readonly raw: unknown;
  readonly origin: Origin;
}

/** Something wrong with the options, ready to be shown. */
export interface OptionProblem extends ErrorText {
  /** The option at which a form shows it, by its long flag without dashes; absent: at none. */
  readonly option?: string;
}

/** What one source says. */
export interface SourceReading {
  readonly given: readonly GivenValue[];
  readonly problems: readonly OptionProblem[];
  /** Sentences that the user should see although nothing is wrong. */
  readonly notes: readonly string[];
}

/** The value as the user wrote it, with the name it was given under; secrets are left out. */
export function describeGiven(
  { raw, origin }: GivenValue,
  name: string,
  isSecret: boolean,
): string {
  const text = isSecret ? "(secret)" : withoutPassword(typeof raw === "string" ? raw : toJson(raw));
  const shown = shorten(text);
  switch (origin.kind) {
    case "flag":
      return `${origin.name} ${shown === "" ? "without a value" : shown}`;
    case "environment":
      return `${origin.name}=${shown}`;
    case "file":
      return `'${name}: ${shown}' (${describePlace(origin.path, origin.line)})`;
    case "request":
      return `'${name}: ${shown}' (${startRequestPlace})`;
    case "default":
      return `the default ${shown}`;
  }
}

/** A URL with a password is refused; the refusal must not spread it. */
function withoutPassword(text: string): string {
  return text.replaceAll(/:\/\/[^/\s@]*@/g, "://(secret)@");
}

const longestShown = 80;

function shorten(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
