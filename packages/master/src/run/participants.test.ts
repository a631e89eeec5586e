import { expect, test } from "vitest";
import { entryOf } from "../../../../test/support/snapshots.ts";
import { Participants } from "./participants.ts";

test("a worker begins with preparing, and is found by its id", () => {
  const participants = new Participants();
  const added = participants.add(entryOf("a"));
  expect(added.phase).toBe("preparing");
  expect(participants.byId("a")).toBe(added);
  expect(participants.byId("b")).toBeNull();
});

test("lists those in any of several phases, in the order in which they joined", () => {
  const participants = new Participants();
  for (const id of ["a", "b", "c", "d"]) participants.add(entryOf(id));
  for (const [id, phase] of [
    ["a", "active"],
    ["c", "gone"],
    ["d", "active"],
  ] as const) {
    const participant = participants.byId(id);
    if (participant !== null) participant.phase = phase;
  }
  const ids = participants.in("active", "preparing").map(({ worker }) => worker.id);
  expect(ids).toEqual(["a", "b", "d"]);
  expect(participants.in("finished")).toEqual([]);
  expect(participants.size).toBe(4);
});
