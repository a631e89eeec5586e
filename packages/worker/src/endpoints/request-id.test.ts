import fc from "fast-check";
import { expect, test } from "vitest";
import { createRequestIds } from "./request-id.ts";

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

test("shows run, user and iteration", () => {
  const idOf = createRequestIds("20261122-103449-1f3a");
  expect(idOf(0, 0)).toBe("20261122-1034-491f-3a00-000000000000");
  expect(idOf(0x12345, 0x6789)).toBe("20261122-1034-491f-3a12-345000006789");
});

test("has the shape of a UUID and never repeats, whatever the run is called", () => {
  const pair = fc.tuple(fc.nat(99_999), fc.nat(2 ** 36 - 1));
  fc.assert(
    fc.property(fc.string(), fc.uniqueArray(pair, { selector: String }), (runId, pairs) => {
      const idOf = createRequestIds(runId);
      const ids = pairs.map(([user, iteration]) => idOf(user, iteration));
      expect(ids.every((id) => uuidShape.test(id))).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test("differs between runs", () => {
  expect(createRequestIds("a")(0, 0)).not.toBe(createRequestIds("b")(0, 0));
});
