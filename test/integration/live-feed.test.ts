// The live feed over real WebSockets: late viewers, slow ones, strangers, and a second run.
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { foldRecords } from "@gadfly/master/stats/run-model";
import { unpackValue } from "@gadfly/shared/protocol/codec";
import { type FeedMessage, feedMessage } from "@gadfly/shared/web/feed-message";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  seriesOf,
  workerOf,
  workerRowOf,
  entryOf,
} from "../support/snapshots.ts";
import { waitUntil } from "../support/wait-until.ts";
import { WebBench } from "../support/web-bench.ts";

/** One page that keeps what it was sent. */
class Page implements AsyncDisposable {
  readonly messages: FeedMessage[] = [];
  readonly socket: WebSocket;

  constructor(bench: WebBench, headers: Record<string, string> = {}, query = "") {
    this.socket = new WebSocket(`ws://127.0.0.1:${bench.port}/api/feed${query}`, { headers });
    this.socket.on("message", (bytes: Buffer) => {
      const unpacked = unpackValue(bytes);
      if (!unpacked.ok) throw new Error(unpacked.error);
      this.messages.push(feedMessage.parse(unpacked.value));
    });
  }

  /** Waits for the nth message of a type. */
  async has(type: FeedMessage["type"], times = 1): Promise<void> {
    const isThere = () => this.messages.filter((message) => message.type === type).length >= times;
    await waitUntil(isThere, { what: `${times} messages of type ${type}` });
  }

  /** What a page would know now: since the last `begin`. */
  get records(): JournalRecord[] {
    const from = this.messages.findLastIndex(({ type }) => type === "begin");
    return this.messages.slice(from).flatMap((message): JournalRecord[] => {
      if (message.type === "records") return message.records;
      if (message.type !== "history") return [];
      const steps = message.steps.map(({ length: _length, ...fields }) => ({
        type: "interval" as const,
        ...fields,
      }));
      return [...message.records, ...steps];
    });
  }

  get runIds(): (string | null)[] {
    return this.messages.flatMap((message) => (message.type === "begin" ? [message.runId] : []));
  }

  /** The status of a refused upgrade. */
  refusal(): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      this.socket.once("unexpected-response", (_request, answer) => resolve(answer.statusCode));
      this.socket.once("open", () => reject(new Error("it was accepted")));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.on("error", () => {});
    this.socket.terminate();
    return Promise.resolve();
  }
}

/** One request in a second. */
const second = (index: number, bytes = 1): JournalRecord =>
  intervalOf(index, {
    histograms: [{ id: 0, frame: frameOf([1000 * (index + 1)]) }],
    errors: [
      { kind: "reset", message: "x".repeat(bytes), count: 1, firstSeenMs: 0, lastSeenMs: 0 },
    ],
    workers: [workerRowOf("a", { ledger: ledgerOf(index + 1, { succeeded: index + 1 }) })],
  });

const beginning = [workerOf("a"), seriesOf(0, "ttlb")];
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => second(from + i));

const requestsIn = (records: JournalRecord[]): number =>
  foldRecords(records)?.all.store.sumOf("ttlb", () => true).count ?? -1;

describe.concurrent("a page that comes late", () => {
  it("gets everything that was, and then what comes, each once", async () => {
    await using bench = await WebBench.start();
    const run = bench.begin("run-1", ...beginning, ...range(0, 700));
    await using page = new Page(bench);
    await page.has("caughtUp");
    expect(requestsIn(page.records)).toBe(700);
    await using other = new Page(bench);
    await other.has("caughtUp");
    bench.write(run, ...range(700, 703));
    await using third = new Page(bench);
    for (const each of [page, other, third]) {
      await waitUntil(() => requestsIn(each.records) >= 703, { what: "the new seconds" });
      expect(requestsIn(each.records)).toBe(703);
    }
    expect(page.messages[0]).toMatchObject({ type: "hello", feed: 1 });
  });

  it("sees the tables and where the run stands at once and then every second", async () => {
    await using bench = await WebBench.start();
    bench.begin("run-1", ...beginning, ...range(0, 3));
    await using page = new Page(bench);
    await page.has("snapshot", 2);
    const snapshot = page.messages.find((message) => message.type === "snapshot");
    expect(snapshot).toMatchObject({
      status: { runId: "run-1", state: "running" },
      tables: { ledger: { started: 3 }, errors: [{ count: 3 }] },
    });
  });

  it("gets of very many series the busiest, and how many more there are", async () => {
    await using bench = await WebBench.start();
    const hosts = Array.from({ length: 130 }, (_, id) => id);
    const labels = (id: number) => ({
      endpoint: "openai-chat",
      host: `10.0.0.${id}`,
      outcome: "any",
    });
    const busy = (id: number): number[] => Array.from({ length: id + 1 }, () => 1_000);
    bench.begin(
      "run-1",
      ...hosts.map((id) => ({ type: "series" as const, id, metric: "ttlb", labels: labels(id) })),
      intervalOf(0, { histograms: hosts.map((id) => ({ id, frame: frameOf(busy(id)) })) }),
    );
    await using page = new Page(bench);
    await page.has("snapshot");
    const snapshot = page.messages.find((message) => message.type === "snapshot");
    expect(snapshot?.tables?.series.map((row) => row.labels["host"])).toEqual(
      hosts.slice(30).map((id) => `10.0.0.${id}`),
    );
    expect(snapshot?.tables?.seriesLeftOut).toBe(30);
    expect(bench.desk.result?.series).toHaveLength(130);
  });

  it("is told where there is no run", async () => {
    await using bench = await WebBench.start();
    await using page = new Page(bench);
    await page.has("snapshot");
    expect(page.runIds).toEqual([null]);
    expect(page.messages.at(-1)).toMatchObject({ status: { state: "idle" }, tables: null });
  });
});

describe.concurrent("a page that stays", () => {
  it("begins anew with a second run, and forgets a cleared one", async () => {
    await using bench = await WebBench.start();
    bench.begin("run-1", ...beginning, ...range(0, 5));
    await using page = new Page(bench);
    await page.has("caughtUp");
    bench.desk.ended();
    bench.begin("run-2", ...beginning, ...range(0, 2));
    await waitUntil(() => requestsIn(page.records) === 2, { what: "the second run" });
    bench.desk.ended();
    await bench.post("/api/run/clear");
    await page.has("begin", 3);
    expect(page.runIds).toEqual(["run-1", "run-2", null]);
  });

  it("sees the workers of its run and those that are there, not whom an earlier one has lost", async () => {
    const gone = { liveness: "lost" as const };
    const workers = [entryOf("a"), { ...entryOf("b"), ...gone }, { ...entryOf("c"), ...gone }];
    await using bench = await WebBench.start({ workers });
    const members = () => bench.desk.status.members.map(({ id }) => id);
    bench.begin("run-1", workerOf("b"));
    expect(members()).toEqual(["a", "b"]);
    bench.desk.ended();
    bench.begin("run-2", workerOf("a"));
    expect(members()).toEqual(["a"]);
  });

  it("never sees the next run as none at all", async () => {
    await using bench = await WebBench.start();
    await using page = new Page(bench);
    await page.has("snapshot");
    bench.begin("run-1", ...beginning);
    await page.has("begin", 2);
    await page.has("snapshot", 2);
    const at = page.messages.findLastIndex(({ type }) => type === "begin");
    const first = page.messages.slice(at).find(({ type }) => type === "snapshot");
    expect(first).toMatchObject({ status: { runId: "run-1", state: "running" } });
  });

  it("is told why when the program ends", async () => {
    const bench = await WebBench.start();
    await using page = new Page(bench);
    await page.has("snapshot");
    await bench[Symbol.asyncDispose]();
    await page.has("closing");
    expect(page.messages.at(-1)).toEqual({ type: "closing", reason: "the test is over" });
  });
});

describe("a page that stops reading", () => {
  it("costs the others nothing, and gets everything once it reads again", async () => {
    await using bench = await WebBench.start();
    const run = bench.begin("run-1", ...beginning);
    await using slow = new Page(bench);
    await using page = new Page(bench);
    await slow.has("caughtUp");
    await page.has("caughtUp");
    slow.socket.pause();
    const eventsOf = ({ records }: Page) => records.filter(({ type }) => type === "event").length;
    // Several times what may wait for one viewer, in records of a megabyte.
    for (const batch of [10, 20, 30, 40]) {
      for (let index = batch - 10; index < batch; index += 1)
        bench.write(run, { type: "event", t: index, kind: "k", text: "y".repeat(1_000_000) });
      await waitUntil(() => eventsOf(page) === batch, { what: "the page that reads has them" });
    }
    expect(page.runIds).toEqual(["run-1"]);
    expect(eventsOf(slow)).toBeLessThan(40);
    slow.socket.resume();
    await waitUntil(() => eventsOf(slow) === 40, { what: "the slow page has everything" });
    expect(slow.runIds.length).toBeGreaterThan(1);
    bench.write(run, second(0));
    await waitUntil(() => requestsIn(slow.records) === 1, { what: "it goes on live" });
  });
});

describe.concurrent("an upgrade", () => {
  it("is refused to another site's page and without the token", async () => {
    await using bench = await WebBench.start();
    await using foreign = new Page(bench, { origin: "http://evil.example" });
    expect(await foreign.refusal()).toBe(403);
    await using rebound = new Page(bench, { host: "evil.example" });
    expect(await rebound.refusal()).toBe(403);
    await using closed = await WebBench.start({ token: "0123456789abcdefghij" });
    await using stranger = new Page(closed);
    expect(await stranger.refusal()).toBe(401);
    await using wrong = new Page(closed, {}, "?token=0123456789abcdefghiX");
    expect(await wrong.refusal()).toBe(401);
    await using right = new Page(closed, { authorization: "Bearer 0123456789abcdefghij" });
    await right.has("hello");
    await using inAddress = new Page(closed, {}, "?token=0123456789abcdefghij");
    await inAddress.has("hello");
  });

  it("is refused by a program that ends, which would wait for that page", async () => {
    const bench = await WebBench.start();
    await using page = new Page(bench);
    await page.has("snapshot");
    // The goodbye of this one comes late.
    page.socket.pause();
    const closing = bench[Symbol.asyncDispose]();
    await using late = new Page(bench);
    expect(await late.refusal()).toBe(503);
    await closing;
  });

  it("is taken from our own page", async () => {
    await using bench = await WebBench.start();
    await using page = new Page(bench, { origin: bench.url().slice(0, -1) });
    await page.has("hello");
    expect(page.messages[0]?.type).toBe("hello");
  });
});
