import * as fc from "fast-check";
import { expect, test } from "vitest";
import { helloOf } from "../../../../test/support/snapshots.ts";
import { WorkerRegistry } from "./worker-registry.ts";

const openRegistry = () => {
  let made = 0;
  return new WorkerRegistry({
    workerId: () => `id${made++}`,
    secret: () => new Uint8Array([made]),
  });
};

const admitAll = (names: readonly string[]): string[] => {
  const registry = openRegistry();
  return names.map((name) => registry.admit(helloOf({ name }), 0).name);
};

test("a worker is alive, without a link, and has an identity of its own", () => {
  const registry = openRegistry();
  const worker = registry.admit(helloOf({ name: "box", pid: 7 }), 12);
  expect(worker).toMatchObject({
    id: "id0",
    name: "box",
    host: "box-host",
    pid: 7,
    link: null,
    liveness: "alive",
    lastFrameAtMs: 12,
    answeredAtMs: 12,
  });
  expect(registry.find("id0")).toBe(worker);
  expect(registry.find("id1")).toBeNull();
});

test("a restarted process is a new worker with a number behind its name", () => {
  expect(admitAll(["box", "box", "other", "box"])).toEqual(["box", "box#2", "other", "box#3"]);
});

test("names stay unique whatever workers call themselves", () => {
  expect(admitAll(["box#2", "box", "box"])).toEqual(["box#2", "box", "box#3"]);
  const name = fc.constantFrom("a", "a#2", "a#3", "a#2#2", "b");
  fc.assert(
    fc.property(fc.array(name), (names) => {
      expect(new Set(admitAll(names)).size).toBe(names.length);
    }),
  );
});

test("a number never makes a name longer than the protocol allows", () => {
  const longest = "x".repeat(200);
  const names = admitAll([longest, longest, longest]);
  expect(names.map(({ length }) => length <= 200)).toEqual([true, true, true]);
  expect(new Set(names).size).toBe(3);
});

test("lists all workers in the order in which they joined", () => {
  const registry = openRegistry();
  for (const name of ["b", "a", "b"]) registry.admit(helloOf({ name }), 0);
  expect(registry.all().map(({ name }) => name)).toEqual(["b", "a", "b#2"]);
});
