import { expect, test } from "vitest";
import { soundBehaviour } from "../faults/behaviour.ts";
import { findBehaviour, readFaultOfModel } from "../faults/fault-table.ts";
import { serverNames } from "../apis/servers.ts";
import { findQuirk, quirkNames, quirks } from "./quirk-table.ts";

test("has the quirks F01 to F88, each once and in order", () => {
  const expected = Array.from(
    { length: 88 },
    (_, index) => `F${String(index + 1).padStart(2, "0")}`,
  );
  expect(quirks.map(({ id }) => id)).toEqual(expected);
  expect(quirkNames).toEqual(expected);
});

test("tells of each quirk what it does, where it was seen and where it is natural", () => {
  expect(new Set(quirks.map(({ title }) => title)).size).toBe(quirks.length);
  for (const { title, seenAt, path, as } of quirks) {
    expect(title).toMatch(/^[A-Z].{15,}[^.]$/);
    expect(seenAt).not.toBe("");
    expect(path).toMatch(/^\//);
    expect(as === null || serverNames.includes(as)).toBe(true);
  }
});

test("changes something with each quirk that the API does not have by itself", () => {
  const natural = quirks.filter(({ changes }) => Object.keys(changes).length === 0);
  expect(natural.map(({ id }) => id)).toEqual(["F24", "F84"]);
});

test("finds a quirk by its name and by the name of a model", () => {
  expect(findQuirk("F03")?.id).toBe("F03");
  expect(findQuirk("F89")).toBeUndefined();
  expect(readFaultOfModel("quirk-F03")).toBe("F03");
  expect(findBehaviour("F14")).toEqual({ ...soundBehaviour, endMarker: null });
  expect(findBehaviour("F00")).toBeUndefined();
});
