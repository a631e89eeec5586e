import { describeStartForm } from "@gadfly/shared/options/describe/start-form";
import { expect, test } from "vitest";
import { fieldTitle, titledFields } from "./field-titles.ts";

const names = describeStartForm(
  {},
  {},
  { workersPort: null, workersNeedToken: false, takesOtherMachines: false, programId: "p" },
).fields.map(({ name }) => name);

test("titles only fields that the form has", () => {
  expect(titledFields.filter((name) => !names.includes(name))).toEqual([]);
});

test("titles no two fields alike", () => {
  expect(new Set(names.map(fieldTitle)).size).toBe(names.length);
});

test("calls a field without a title by its name, in words", () => {
  expect(fieldTitle("some-new-option")).toBe("Some new option");
});
