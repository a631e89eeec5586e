// The start form as data: what the page draws its fields from and checks them by.
import { z } from "zod";
import { flagName } from "../option-names.ts";
import { optionGroups, type Option } from "../option.ts";
import type { Origin } from "../resolve/origin.ts";
import { isSecretHeader } from "../secret-headers.ts";
import { startOptions } from "../start-options.ts";
import { describeDefault } from "./format-value.ts";
import { toInput } from "./input-value.ts";

/** One field of the start form. */
export const formField = z.object({
  name: z.string().describe("Key of the start request; the long flag without its dashes"),
  alias: z.string().nullable().describe("Short flag without its dash"),
  group: z.enum(optionGroups).describe("Heading under which it stands"),
  description: z.string().describe("What it does, in a sentence or two"),
  kind: z
    .string()
    .describe("count, number, time span, wait, text, choice, switch, list, map, object"),
  unit: z.string().nullable().describe("Unit of a number"),
  allowed: z.string().describe("Completes the sentence 'this takes …'"),
  placeholder: z.string().nullable().describe("Stand-in for a value, such as TIME"),
  choices: z.array(z.string()).describe("The words of a choice; otherwise empty"),
  schema: z.record(z.string(), z.unknown()).describe("JSON Schema of the value"),
  default: z.unknown().describe("What counts when nothing is given, as it would be written"),
  defaultText: z.string().nullable().describe("The default in words"),
  secret: z.boolean().describe("Never sent to the page"),
  value: z.unknown().describe("What this program was started with; null: nothing, or a secret"),
  isGiven: z.boolean().describe("Whether the program was started with it; else it is the default"),
  isSet: z.boolean().describe("Whether there is a value, also where it is not told"),
});
export type FormField = z.infer<typeof formField>;

/** The start form. */
export const startForm = z.object({
  groups: z.array(z.enum(optionGroups)).describe("Headings in their order"),
  fields: z.array(formField).describe("Fields in their order"),
  workersPort: z
    .int()
    .nullable()
    .describe("Where workers connect; null: the program starts its own"),
  workersNeedToken: z.boolean().describe("Whether workers have to prove a token"),
  takesOtherMachines: z.boolean().describe("Whether workers of other machines can connect"),
  programId: z.string().describe("Another start of the program has another one"),
});
export type StartForm = z.infer<typeof startForm>;

const choicesOf = (option: Option): string[] => {
  const { schema } = option.kind;
  return schema instanceof z.ZodEnum ? schema.options.map(String) : [];
};

const holdsSecret = (option: Option, value: unknown): boolean =>
  option.secret === true ||
  (option.kind.name === "map" &&
    Object.keys({ ...(typeof value === "object" ? value : {}) }).some(isSecretHeader));

const isEmptyMap = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

const toField = (key: string, option: Option, value: unknown): Omit<FormField, "isGiven"> => {
  const { $schema: _, ...schema } = z.toJSONSchema(option.kind.schema, {
    io: "input",
    unrepresentable: "any",
  });
  return {
    name: flagName(key, option),
    alias: option.alias ?? null,
    group: option.group,
    description: option.description,
    kind: option.kind.name,
    unit: option.unit ?? null,
    allowed: option.kind.allowed,
    placeholder: option.kind.placeholder,
    choices: choicesOf(option),
    schema,
    default: option.default ?? null,
    defaultText: describeDefault(option),
    secret: option.secret === true,
    value: holdsSecret(option, value) ? null : toInput(option, value),
    isSet: value !== null && value !== undefined && !isEmptyMap(value),
  };
};

/** What the form tells of the program besides its options. */
export type FormProgram = Omit<StartForm, "groups" | "fields">;

/** The form, filled with the options that the program was started with. */
export const describeStartForm = (
  options: Readonly<Record<string, unknown>>,
  origins: Readonly<Record<string, Origin>>,
  program: FormProgram,
): StartForm => {
  const fields = Object.entries(startOptions).map(([key, option]) => ({
    ...toField(key, option, options[key]),
    isGiven: (origins[key]?.kind ?? "default") !== "default",
  }));
  const groups = optionGroups.filter((group) => fields.some((field) => field.group === group));
  return { groups, fields, ...program };
};
