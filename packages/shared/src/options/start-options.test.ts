import { describe, expect, it, test } from "vitest";
import { optionsOf } from "./command-options.ts";
import { describeStartForm } from "./describe/start-form.ts";
import { refuseFixedOptions, startOptions } from "./start-options.ts";

const codesOf = (request: Record<string, unknown>): string[] =>
  refuseFixedOptions(request, optionsOf("master")).map(({ code }) => code);

describe("a start request", () => {
  it("may hold what is about the run", () => {
    expect(codesOf({ host: "http://h", users: 1, "api-key": "k", prompt: "hi" })).toEqual([]);
  });

  it.each([
    ["json-file", "/etc/passwd"],
    ["save-dir", "/tmp"],
    ["logfile", "/tmp/x"],
    ["ca-cert", "/etc/shadow"],
    ["apiFile", "x.yaml"],
    ["prompt", "@/etc/passwd"],
    ["web-token", "0123456789abcdef"],
    ["master-bind-host", "*"],
  ])("may not hold %s: %s", (name, value) => {
    expect(codesOf({ [name]: value })).toEqual(["GF_OPTION_FIXED"]);
  });

  it("is told at which field it is wrong", () => {
    const problems = refuseFixedOptions({ prompt: "@/etc/passwd" }, optionsOf("master"));
    expect(problems).toMatchObject([{ option: "prompt" }]);
  });

  it("leaves unknown names to whoever resolves it", () => {
    expect(codesOf({ "no-such-thing": 1 })).toEqual([]);
  });
});

test("every field of the form is an option of run and of master", () => {
  for (const key of Object.keys(startOptions))
    for (const command of ["run", "master"] as const)
      expect(optionsOf(command)).toHaveProperty(key);
});

test("the form tells what the program was started with, but no secret", () => {
  const { fields } = describeStartForm(
    {
      users: 7,
      runTimeMs: 90_000,
      apiKey: "sk-secret",
      header: { authorization: "Bearer secret" },
      extraBody: {},
    },
    { users: { kind: "flag", name: "-u" }, runTimeMs: { kind: "default" } },
    { workersPort: null, workersNeedToken: false, takesOtherMachines: false, programId: "p" },
  );
  const fieldOf = (name: string) => fields.find((field) => field.name === name);
  expect(fieldOf("users")).toMatchObject({
    value: 7,
    isSet: true,
    isGiven: true,
    alias: "u",
    group: "Load",
  });
  expect(fieldOf("run-time")).toMatchObject({ value: "1m30s", isGiven: false });
  expect(fieldOf("api-key")).toMatchObject({ value: null, isSet: true, secret: true });
  expect(fieldOf("extra-body")).toMatchObject({ isSet: false });
  expect(fieldOf("provider")?.choices).toContain("vllm");
  expect(JSON.stringify(fields)).not.toMatch(/sk-secret|Bearer secret/);
});
