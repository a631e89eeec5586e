import { describe, expect, it } from "vitest";
import { feedMessage, type FeedMessage } from "@gadfly/shared/web/feed-message";
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";
import { intervalOf, openOf, seriesOf } from "../../../../test/support/snapshots.ts";
import { emptyPicture } from "./empty-picture.ts";
import { RunStore } from "./run-store.ts";

const hello = (gadfly = "1.0.0"): FeedMessage => ({ type: "hello", feed: 1, gadfly });
const begin = (runId: string | null = "r"): FeedMessage => ({ type: "begin", runId });
const records = (...rows: JournalRecord[]): FeedMessage => ({ type: "records", records: rows });
const event = (t: number, kind: string, text: string): JournalRecord => ({
  type: "event",
  t,
  kind,
  text,
});

const storeOf = (...messages: FeedMessage[]): RunStore => {
  const store = new RunStore();
  for (const message of messages) store.take(message);
  return store;
};

describe("the store", () => {
  it("holds an empty picture before anything was heard", () => {
    expect(new RunStore().picture).toBe(emptyPicture);
  });

  it("takes a message of every type that the feed has", () => {
    const known = new Set<string>(feedMessage.options.map(({ shape }) => shape.type.value));
    expect(known).toEqual(
      new Set([
        "hello",
        "begin",
        "history",
        "caughtUp",
        "records",
        "snapshot",
        "report",
        "closing",
      ]),
    );
  });

  it("gives the same picture until something changes, and another one then", () => {
    const store = storeOf(begin(), records(openOf(), intervalOf(0)));
    const before = store.picture;
    expect(store.picture).toBe(before);
    store.connect("live");
    expect(store.picture).not.toBe(before);
    expect(store.picture.steps).toBe(before.steps);
    store.take(records(intervalOf(1)));
    expect(before.steps).toHaveLength(1);
    expect(store.picture.steps).toHaveLength(2);
    expect(store.picture.steps[0]).toBe(before.steps[0]);
  });

  it("replaces a step that is amended", () => {
    const store = storeOf(begin(), records(intervalOf(0, { coalesced: 1 })));
    const [before] = store.picture.steps;
    store.take(records({ ...intervalOf(0, { coalesced: 2 }), type: "amend" }));
    expect(before?.coalesced).toBe(1);
    expect(store.picture.steps.map(({ coalesced }) => coalesced)).toEqual([3]);
  });

  it("forgets everything of a run when another one begins, but not the connection", () => {
    const store = storeOf(begin(), records(openOf(), seriesOf(0, "ttft"), intervalOf(0)));
    store.connect("live");
    store.take(begin("next"));
    expect(store.picture).toEqual({ ...emptyPicture, connection: "live", runId: "next" });
  });

  it("tells once of all messages that come before it is time to tell", () => {
    const due: (() => void)[] = [];
    const store = new RunStore((tell) => due.push(tell));
    let times = 0;
    store.listen(() => times++);
    store.take(begin());
    store.take(records(intervalOf(0)));
    expect(due).toHaveLength(1);
    due[0]?.();
    expect(times).toBe(1);
    store.connect("lost");
    expect(due).toHaveLength(2);
  });

  it("does not tell who no longer listens", () => {
    const store = new RunStore();
    let times = 0;
    store.listen(() => times++)();
    store.connect("live");
    expect(times).toBe(0);
  });

  it("asks for the page to be loaded again once the master is of another version", () => {
    const store = storeOf(hello("1.0.0"));
    expect(store.picture.problem).toBeNull();
    store.take(hello("1.0.0"));
    expect(store.picture.problem).toBeNull();
    store.take(hello("1.1.0"));
    expect(store.picture.problem).toContain("Load the page again");
  });

  it("takes nothing from a feed that it would misread", () => {
    const store = storeOf(hello(), begin("r"));
    const other = { ...hello(), feed: 2 } as unknown as FeedMessage;
    store.take(other);
    store.take(begin("next"));
    expect(store.picture).toMatchObject({ runId: "r" });
    expect(store.picture.problem).toContain("Load the page again");
    store.take(hello());
    store.take(begin("next"));
    expect(store.picture).toMatchObject({ runId: "next", problem: null });
  });

  it("keeps why the master went until it is heard again", () => {
    const store = storeOf(hello(), { type: "closing", reason: "the master ends" });
    expect(store.picture.closingReason).toBe("the master ends");
    store.take(hello());
    expect(store.picture.closingReason).toBeNull();
  });

  it("marks what happened to the run, in the order of time", () => {
    const store = storeOf(
      begin(),
      records(
        openOf(),
        event(-1, "workerJoined", "a joined"),
        { type: "phase", t: 0, phase: "spawning", users: 20 },
        event(9, "workerLost", "a is lost"),
        event(4, "loadChanged", "Users changed from 20 to 35"),
        { type: "reset", t: 12 },
        event(12, "statsReset", "Statistics were reset"),
      ),
    );
    expect(store.picture.marks.map(({ t, kind }) => [t, kind])).toEqual([
      [-1, "join"],
      [0, "phase"],
      [4, "change"],
      [9, "loss"],
      [12, "reset"],
    ]);
  });

  it("knows how many users are wanted, and who is away", () => {
    const store = storeOf(
      begin(),
      records(
        { type: "phase", t: 0, phase: "spawning", users: 20 },
        { type: "event", t: 4, kind: "loadChanged", text: "other words", users: 35 },
        event(5, "loadChanged", "Spawn rate changed from 5 to 10 users/s"),
        { type: "lost", worker: "a", t: 6, lost: 1, blindFromS: 5 },
        { type: "returned", worker: "a", t: 8 },
        { type: "lost", worker: "a", t: 9, lost: 1, blindFromS: 8 },
        { type: "phase", t: 20, phase: "stopping", users: 35 },
      ),
    );
    expect(store.picture.targets).toEqual([
      { fromS: 0, users: 20 },
      { fromS: 4, users: 35 },
      { fromS: 20, users: 0 },
    ]);
    expect(store.picture.absences).toEqual([
      { worker: "a", fromS: 6, toS: 8 },
      { worker: "a", fromS: 9, toS: null },
    ]);
  });

  it("knows what the workers found out of the target", () => {
    const preflight = { type: "preflight" as const, worker: "a", posts: 1, findings: [] };
    const store = storeOf(
      begin(),
      records({ ...preflight, model: "m", provider: "vllm" }, { ...preflight, model: "m" }),
    );
    expect(store.picture.found).toEqual({ model: "m", provider: "vllm", endpoint: null });
  });

  it("keeps bounded lists however long the run is", () => {
    const store = storeOf(begin());
    for (let index = 0; index < 3_000; index += 1)
      store.take(records(intervalOf(index), event(index, "workerSilent", "a is silent")));
    expect(store.picture.steps.length).toBeLessThan(900);
    expect(store.picture.marks.length).toBeLessThan(2_200);
    expect(store.picture.marks.at(-1)?.t).toBe(2_999);
  });
});
