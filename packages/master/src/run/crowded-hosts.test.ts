import { expect, it } from "vitest";
import { entryOf, planOf } from "../../../../test/support/snapshots.ts";
import { findCrowdedHosts, usualLocalPorts } from "./crowded-hosts.ts";

const planFor = (users: number, targets = ["http://127.0.0.1:8000"]) =>
  planOf({ targets, load: { ...planOf().load, users } });

const on = (host: string, ...ids: string[]) => ids.map((id) => ({ ...entryOf(id), host }));

it("finds the machine whose workers need more local ports together than it has", () => {
  const found = findCrowdedHosts(planFor(60_000), [
    ...on("big", "a", "b", "c"),
    ...on("small", "d"),
  ]);
  expect(found.map(({ worker }) => worker.id)).toEqual(["a"]);
  expect(found[0]?.finding).toEqual({
    code: "local_ports",
    text:
      "45,000 connections from big: a machine has 28,232 local ports for each address unless its " +
      "ip_local_port_range was widened (one address here); use workers on more machines",
  });
});

it("finds nothing where they fit, to the last one", () => {
  expect(findCrowdedHosts(planFor(usualLocalPorts), on("box", "a", "b"))).toEqual([]);
  expect(findCrowdedHosts(planFor(usualLocalPorts + 1), on("box", "a", "b"))).toHaveLength(1);
});

it("counts ports for each address of the target", () => {
  const targets = ["http://10.0.0.1:8000", "http://10.0.0.2:8000"];
  expect(findCrowdedHosts(planFor(56_000, targets), on("box", "a", "b"))).toEqual([]);
});

it("leaves a worker that is alone on its machine to its own check", () => {
  expect(findCrowdedHosts(planFor(90_000), [...on("one", "a"), ...on("two", "b")])).toEqual([]);
});
