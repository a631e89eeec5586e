import { expect, test } from "vitest";
import { frameOf, labelsOf } from "../../../../test/support/snapshots.ts";
import { hasLabels, SeriesStore, type SeriesInfo } from "./series-store.ts";

const everything = () => true;

const openStore = () => {
  const infos = new Map<number, SeriesInfo>([
    [0, { metric: "ttft", labels: labelsOf() }],
    [1, { metric: "ttft", labels: labelsOf("failed") }],
    [2, { metric: "e2e", labels: labelsOf() }],
    [3, { metric: "output_tps", labels: labelsOf("any") }],
  ]);
  const store = new SeriesStore(infos);
  store.addHistogram(0, frameOf([1, 2]));
  store.addHistogram(0, frameOf([3]));
  store.addHistogram(1, frameOf([9]));
  store.addCounter(3, 5);
  store.addCounter(3, 0.5);
  return { store, infos };
};

test("sums the histograms of one metric over the series that pass", () => {
  const { store } = openStore();
  const all = store.sumOf("ttft", everything);
  expect([all.count, all.sum]).toEqual([4, 15]);
  expect(store.sumOf("ttft", ({ labels }) => labels["outcome"] === "failed").sum).toBe(9);
  expect(store.sumOf("e2e", everything).isEmpty()).toBe(true);
});

test("sums counters apart from histograms", () => {
  const { store } = openStore();
  expect(store.counterOf("output_tps", everything)).toBe(5.5);
  expect(store.counterOf("output_tps", () => false)).toBe(0);
  expect(store.sumOf("output_tps", everything).isEmpty()).toBe(true);
});

test("a sum is a copy: adding to it changes nothing", () => {
  const { store } = openStore();
  store.sumOf("ttft", everything).record(7);
  expect(store.sumOf("ttft", everything).count).toBe(4);
});

test("lists each set of labels with samples once", () => {
  const { store, infos } = openStore();
  infos.set(4, { metric: "ttlb", labels: labelsOf() });
  store.addHistogram(4, frameOf([1]));
  const outcomes = store.labelSets().map(({ outcome }) => outcome);
  expect(outcomes).toEqual(["succeeded", "failed", "any"]);
});

test("keeps samples of a series that is not known, and shows them once it is", () => {
  const { store, infos } = openStore();
  store.addHistogram(8, frameOf([4]));
  expect(store.sumOf("tpot", everything).isEmpty()).toBe(true);
  infos.set(8, { metric: "tpot", labels: labelsOf() });
  expect(store.sumOf("tpot", everything).count).toBe(1);
});

test("forgets all samples and none of the series", () => {
  const { store } = openStore();
  store.clear();
  expect(store.labelSets()).toEqual([]);
  store.addHistogram(0, frameOf([1]));
  expect(store.sumOf("ttft", everything).count).toBe(1);
});

test("knows a series that is announced after its first samples", () => {
  const { store, infos } = openStore();
  store.addHistogram(4, frameOf([7]));
  expect(store.sumOf("ttft", everything).count).toBe(4);
  infos.set(4, { metric: "ttft", labels: labelsOf() });
  expect(store.sumOf("ttft", everything).count).toBe(5);
  store.clear();
  expect(store.sumOf("ttft", everything).isEmpty()).toBe(true);
});

test("takes equal labels in another order for the same series", () => {
  const { host, ...rest } = labelsOf();
  const { store, infos } = openStore();
  infos.set(4, { metric: "e2e", labels: { host: host ?? "", ...rest } });
  store.addHistogram(2, frameOf([1]));
  store.addHistogram(4, frameOf([2]));
  expect(store.labelSets()).toHaveLength(3);
  expect(store.sumOf("e2e", hasLabels(labelsOf())).count).toBe(2);
});
