// Says what the schema of an API file found wrong, in words for people who never saw the schema.
import { closestWord } from "@gadfly/shared/options/resolve/edit-distance";
import { customApi } from "@gadfly/shared/plan/custom-api";
import type { core } from "zod";

/** One clause for each problem that a finding of the schema holds. */
export function describeIssue(issue: core.$ZodIssue, file: unknown): readonly string[] {
  const name = issue.path.map(String).join(".") || "the file";
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(name, key));
    case "invalid_value":
      return [`${name} must be one of ${issue.values.map(String).join(", ")}`];
    case "invalid_type":
      return [describeType(name, issue.expected, valueAt(file, issue.path))];
    case "invalid_format":
      return issue.format === "starts_with"
        ? [`${name} must begin with /`]
        : [`${name}: ${issue.message}`];
    case "too_small":
      return [`${name} must not be empty`];
    case "too_big":
      return [`${name} must not be longer than ${issue.maximum} characters`];
    default:
      return [`${name}: ${issue.message}`];
  }
}

const fieldNames: readonly string[] = [
  ...Object.keys(customApi.shape),
  ...Object.keys(customApi.shape.response.shape),
];

function unknownField(holder: string, key: string): string {
  const closest = closestWord(key, [...fieldNames]);
  const place = holder === "the file" ? key : `${holder}.${key}`;
  return `${place} is not known here${closest === null ? "" : `, ${closest} is`}`;
}

const words: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  record: "a list of 'name: value' lines",
  object: "a list of 'name: value' lines",
};

function describeType(name: string, expected: string, given: unknown): string {
  if (given === undefined) return `${name} is missing`;
  return `${name} must be ${words[expected] ?? expected}, not ${JSON.stringify(given)}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (holder, key) =>
      typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined,
    value,
  );
}
