import { expect, test } from "vitest";
import { optionsOf } from "@gadfly/shared/options/command-options";
import { resolveOptions } from "@gadfly/shared/options/resolve/resolve-options";
import { findConfigProblems } from "@gadfly/simulator/config/config-problems";
import { defaultSimulatorConfig } from "@gadfly/simulator/config/simulator-config";

const resolution = resolveOptions({ command: "simulate", flags: {}, env: {}, file: null });

test("resolves to the simulator's own defaults, key by key", () => {
  expect(resolution.ok && resolution.value.options).toMatchObject(defaultSimulatorConfig);
  const keys = Object.entries(optionsOf("simulate"));
  const own = keys.filter(([, option]) => option.group === "Simulator").map(([key]) => key);
  expect(own.toSorted()).toEqual(Object.keys(defaultSimulatorConfig).toSorted());
});

test("hands over options that the simulator accepts as they are", () => {
  if (!resolution.ok) throw new Error("the defaults do not resolve");
  expect(findConfigProblems(resolution.value.options)).toEqual([]);
});
