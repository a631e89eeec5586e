// One option as data: its values, its words, its default. Flags, variables, config files, help,
// docs and the JSON Schema are all derived from rows of this shape.
import type { z } from "zod";

/** The headings under which help and docs list the options, in their order. */
export const optionGroups = [
  "Target",
  "Load",
  "Request",
  "Timeouts",
  "Cluster",
  "Comparison",
  "Results",
  "Page",
  "General",
  "Simulator",
] as const;
/** A heading of help and docs. */
export type OptionGroup = (typeof optionGroups)[number];

/** What an option's values look like and how text becomes one. */
export interface ValueKind<Schema extends z.ZodType = z.ZodType> {
  readonly name:
    | "count"
    | "number"
    | "time span"
    | "wait"
    | "text"
    | "choice"
    | "switch"
    | "list"
    | "map"
    | "object";
  /** What a config file may hold, and the value it becomes. */
  readonly schema: Schema;
  /** Completes the sentence "--name takes …". */
  readonly allowed: string;
  /** The bounds in short, for help and docs: "1 to 100000"; null where there are none. */
  readonly range: string | null;
  /** Every value there is, where they are few enough to be named; absent elsewhere. */
  readonly words?: readonly string[];
  /** The stand-in for a value in help, such as TIME; null for a switch. */
  readonly placeholder: string | null;
  /** Turns a flag's or variable's text into what the schema expects; bad text stays as it is. */
  fromText(text: string): unknown;
  /** Writes a value as a line of YAML; left out where JSON does. Null: it is none of these values. */
  toText?(value: unknown): string | null;
}

/** Everything about an option that is not its values. */
export interface OptionWords {
  /** One or two full sentences. */
  readonly description: string;
  readonly group: OptionGroup;
  readonly unit?: string;
  /** The short form, one letter, without its dash. */
  readonly alias?: string;
  /** Says the default where it is worked out later, such as "all cores less one". */
  readonly defaultText?: string;
  /** True: read from `LOCUST_NAME` too. Text: the irregular name that Locust uses. */
  readonly locust?: true | string;
  /** Further variables, read like `GADFLY_NAME` but after it. */
  readonly moreVariables?: readonly string[];
  /** A variable of other programs, read only when nothing else gives a value. */
  readonly lastResortVariable?: string;
  /** Never printed, logged or reported. */
  readonly secret?: true;
  /** Has no place in a config file. */
  readonly notInFile?: true;
  /** What the flag means when no value follows it. */
  readonly bareText?: string;
}

/** One option. `Value` is what it resolves to; null where nothing was given and there is no default. */
export interface Option<Value = unknown> extends OptionWords {
  readonly kind: ValueKind<z.ZodType<Value>>;
  /** The default as a config file would say it; undefined: null when not given. */
  readonly default: unknown;
}

/** Options by key; the key is the flag's name in camel case (plus `Ms` for a time span). */
export type OptionTable = Readonly<Record<string, Option>>;

/** The values that a table of options resolves to. */
export type ValuesOf<Table extends OptionTable> = {
  readonly [Key in keyof Table]: Table[Key] extends Option<infer Value> ? Value : never;
};

/** Makes an option that always has a value. */
export function option<Value, Input>(
  kind: ValueKind<z.ZodType<Value, Input>>,
  words: OptionWords & { readonly default: NoInfer<Input> },
): Option<Value> {
  return { ...words, kind };
}

/** Makes an option that is null unless it is given. */
export function optionalOption<Value>(
  kind: ValueKind<z.ZodType<Value>>,
  words: OptionWords,
): Option<Value | null> {
  return { ...words, kind, default: undefined };
}
