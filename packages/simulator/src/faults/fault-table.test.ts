import { expect, test } from "vitest";
import { soundBehaviour } from "./behaviour.ts";
import { faultDescriptions, faultNames, findBehaviour, readFaultOfModel } from "./fault-table.ts";

test("knows each fault by a name of its own and tells what it does", () => {
  expect(new Set(faultNames).size).toBe(faultNames.length);
  for (const { name, about } of faultDescriptions) {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(about.length).toBeGreaterThan(10);
  }
});

test("changes something with each fault and nothing without one", () => {
  expect(findBehaviour(null)).toBe(soundBehaviour);
  for (const name of faultNames) expect(findBehaviour(name)).not.toEqual(soundBehaviour);
});

test("answers undefined for a fault that does not exist", () => {
  expect(findBehaviour("status-418")).toBeUndefined();
  expect(findBehaviour("constructor")).toBeUndefined();
});

test("reads the fault from a model name", () => {
  expect(readFaultOfModel("fault-crlf")).toBe("crlf");
  expect(readFaultOfModel("fault-")).toBe("");
  expect(readFaultOfModel("default-model")).toBeNull();
});
