// From what somebody types to the request that is sent, over the fields that the master really describes.
import { describeStartForm } from "@gadfly/shared/options/describe/start-form";
import { describe, expect, it, test } from "vitest";
import {
  changedFields,
  type Draft,
  hasHiddenValue,
  putBack,
  startText,
  takeBack,
  textIn,
  toRequest,
  typeInto,
  withoutSecrets,
} from "./draft.ts";
import { everydayFields, fieldGroups, inPageOrder } from "./form-layout.ts";
import { placeProblems } from "./place-problems.ts";
import { applyPreset, isPresetOn, presets } from "./presets.ts";

const flag = { kind: "flag", name: "--x" } as const;
const form = describeStartForm(
  {
    users: 7,
    spawnRate: 1,
    runTimeMs: 90_000,
    apiKey: "sk-secret",
    stream: true,
    header: { "x-team": "blue" },
    host: ["http://a", "http://b"],
  },
  { users: flag, runTimeMs: flag, apiKey: flag, host: flag, header: flag },
  { workersPort: 5557, workersNeedToken: false, takesOtherMachines: false, programId: "p" },
);
const { fields } = form;

const fieldOf = (name: string) => {
  const field = fields.find((one) => one.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field;
};

const typed = (texts: Record<string, string>, before: Draft = {}): Draft =>
  Object.entries(texts).reduce(
    (draft, [name, text]) => typeInto(draft, fieldOf(name), text),
    before,
  );

const requestOf = (draft: Draft) => toRequest(fields, draft);

describe("a field", () => {
  it.each([
    ["users", "7"],
    ["run-time", "1m30s"],
    ["host", "http://a http://b"],
    ["header", ""],
    ["spawn-rate", ""],
    ["stream", ""],
    ["api-key", ""],
  ])("of %s begins as %j", (name, text) => {
    expect(startText(fieldOf(name))).toBe(text);
    expect(textIn(fieldOf(name), {})).toBe(text);
  });

  it("knows of values that it may not show", () => {
    expect(fields.filter(hasHiddenValue).map(({ name }) => name)).toEqual(["api-key", "header"]);
  });
});

describe("a request", () => {
  it("is empty where nothing was changed", () => {
    expect(requestOf({})).toEqual({});
    expect(requestOf(typed({ users: "7", "spawn-rate": "" }))).toEqual({});
  });

  it.each([
    ["users", "20", "20"],
    ["spawn-rate", " 0.5 ", "0.5"],
    ["host", " http://c  http://d ", ["http://c", "http://d"]],
    ["stop", "END\n\n  two", ["END", "  two"]],
    ["header", "a: 1\nb: 2", ["a: 1", "b: 2"]],
    ["stream", "off", false],
    ["ignore-eos", "on", true],
    ["provider", "vllm", "vllm"],
    ["prompt", " as it is ", " as it is "],
    ["extra-body", '{"a":1}', '{"a":1}'],
    ["api-key", "k", "k"],
  ])("holds %s typed as %j", (name, text, value) => {
    expect(requestOf(typed({ [name]: text }))).toEqual({ [name]: value });
  });

  it("takes back what the program was started with, when its field is emptied", () => {
    expect(requestOf(typed({ users: "" }))).toEqual({ users: null });
    expect(requestOf(takeBack({}, "api-key"))).toEqual({ "api-key": null });
  });

  it("leaves a secret alone that was typed and removed again", () => {
    expect(requestOf(typed({ "api-key": "" }, typed({ "api-key": "k" })))).toEqual({});
  });

  it("forgets what was put back", () => {
    expect(requestOf(putBack(typed({ users: "9", model: "m" }), "users"))).toEqual({ model: "m" });
  });
});

test("the draft that outlives the page has no secrets", () => {
  const draft = typed({ users: "9", "api-key": "k", header: "authorization: k" });
  expect(withoutSecrets(fields, draft)).toEqual({ users: "9" });
});

describe("presets", () => {
  it("set load and nothing else", () => {
    for (const preset of presets) {
      const draft = applyPreset(typed({ model: "m" }), fields, preset);
      expect(isPresetOn(draft, fields, preset)).toBe(true);
      const names = changedFields(fields, draft).map(({ name }) => name);
      for (const name of names)
        expect(["model", "users", "spawn-rate", "run-time"]).toContain(name);
    }
  });

  it("are on one at a time", () => {
    const draft = applyPreset({}, fields, presets[1] ?? { name: "", says: "", values: {} });
    expect(presets.map((preset) => isPresetOn(draft, fields, preset))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

describe("the layout", () => {
  it("shows every field once", () => {
    const shown = inPageOrder(form).map(({ name }) => name);
    expect(shown.toSorted()).toEqual(fields.map(({ name }) => name).toSorted());
  });

  it("begins with what every run needs", () => {
    expect(everydayFields(form)[0]?.name).toBe("host");
    expect(everydayFields(form)).toHaveLength(8);
  });

  it("finds fields by words of their name and description", () => {
    const found = fieldGroups(form, {}, "TIMEOUT first-token").flatMap((group) => group.fields);
    expect(found.map(({ name }) => name)).toEqual(["first-token-timeout"]);
    expect(fieldGroups(form, {}, "no such words")).toEqual([]);
  });

  it("counts what is changed in a group", () => {
    const groups = fieldGroups(form, typed({ seed: "1" }), "");
    expect(groups.map(({ changed }) => changed)).toEqual([0, 1, 0, 0]);
  });
});

test("problems stand at their fields, the first in the order of the page", () => {
  const problem = (option?: string) => ({
    code: "X",
    sentence: `about ${option ?? "all"}`,
    hint: "",
    ...(option === undefined ? {} : { option }),
  });
  const problems = [problem("seed"), problem("users"), problem(), problem("gone")];
  const { byField, rest, firstField } = placeProblems(problems, inPageOrder(form));
  expect([...byField.keys()]).toEqual(["users", "seed"]);
  expect(firstField).toBe("users");
  expect(rest.map(({ option }) => option)).toEqual([undefined, "gone"]);
});
