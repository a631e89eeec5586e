// The JSON Schema of config files, for editors and for whoever generates them.
import { z } from "zod";
import { configFileCommands, optionsOf } from "../command-options.ts";
import { flagName } from "../option-names.ts";
import type { Option } from "../option.ts";

/** One schema for `run`, `master` and `worker`: each leaves out what is for the others. */
export function configFileJsonSchema(): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [key, option] of configFileCommands.flatMap((name) =>
    Object.entries(optionsOf(name)),
  )) {
    if (option.notInFile === true) continue;
    properties[flagName(key, option)] = toProperty(option);
  }
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "gadfly config file",
    description: "Options of 'gadfly run', 'gadfly master' and 'gadfly worker'.",
    type: "object",
    properties,
    additionalProperties: false,
  };
}

function toProperty(option: Option): Record<string, unknown> {
  const { $schema: _, ...values } = z.toJSONSchema(option.kind.schema, { io: "input" });
  return {
    description: option.description,
    ...values,
    ...(option.default === undefined ? {} : { default: option.default }),
    ...(option.unit === undefined ? {} : { "x-unit": option.unit }),
    ...(option.secret === true ? { writeOnly: true } : {}),
  };
}
