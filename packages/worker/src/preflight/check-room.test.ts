import { expect, it } from "vitest";
import { findMissingRoom, readRoom } from "./check-room.ts";

it("finds room when there is enough of both, to the last one", () => {
  expect(findMissingRoom(60, 1, { files: 100, ports: 60 })).toBeNull();
});

it("says how many files are missing, with the sum", () => {
  expect(findMissingRoom(61, 1, { files: 100, ports: 60_000 })).toEqual({
    kind: "files",
    needed: 101,
    sum: "61 users with one connection each + 40 for the program",
    available: 100,
  });
});

it("counts ports per target: each address has its own", () => {
  const room = { files: 1_000_000, ports: 28_000 };
  expect(findMissingRoom(28_001, 1, room)).toEqual({
    kind: "ports",
    needed: 28_001,
    available: 28_000,
  });
  expect(findMissingRoom(56_000, 2, room)).toBeNull();
  expect(findMissingRoom(56_001, 2, room)).toMatchObject({ needed: 28_001 });
});

it("does not check what the system does not tell", () => {
  expect(findMissingRoom(10_000_000, 1, { files: null, ports: null })).toBeNull();
});

it("reads this machine's room, or says that it is not told", () => {
  for (const figure of Object.values(readRoom())) expect(figure === null || figure > 0).toBe(true);
});
