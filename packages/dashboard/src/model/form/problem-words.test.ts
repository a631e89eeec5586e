import { describeStartForm, type FormField } from "@gadfly/shared/options/describe/start-form";
import { expect, test } from "vitest";
import { allowedWords, problemWithTitle, problemWords } from "./problem-words.ts";

const { fields } = describeStartForm(
  {},
  {},
  { workersPort: null, workersNeedToken: false, takesOtherMachines: false, programId: "p" },
);

const field = (name: string): FormField => {
  const found = fields.find((known) => known.name === name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
};

const invalid = (option: string) => ({
  code: "GF_OPTION_INVALID",
  sentence: `'${option}: x' (the start request) is not allowed; --${option} takes other values.`,
  hint: "",
  option,
});

test("says at a field only what it takes", () => {
  expect(problemWords(field("users"), invalid("users"))).toBe(
    "This must be a whole number from 1 to 100000.",
  );
});

test("leaves out how a config file or a flag would write it", () => {
  const all = fields.map(allowedWords).join(" ");
  expect(all).not.toMatch(/config file|as often as needed/);
  expect(allowedWords(field("host"))).toMatch(/several with a space between$/);
  expect(allowedWords(field("stream"))).toBe("on or off");
});

test("passes on what the master says of two fields together", () => {
  const conflict = {
    code: "GF_OPTION_CONFLICT",
    sentence: "--prompt and --prompt-tokens cannot be used together: why.",
    hint: "",
    option: "prompt",
  };
  expect(problemWords(field("prompt"), conflict)).toBe(conflict.sentence);
});

test("names the field where the problem is told away from it", () => {
  expect(problemWithTitle(fields, invalid("users"))).toMatch(/^Users: This must be/);
});
