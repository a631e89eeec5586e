import { gzipSync } from "node:zlib";
import { packValue } from "@gadfly/shared/protocol/codec";
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import { toFrame } from "@gadfly/shared/web/journal-frames";
import { expect, it } from "vitest";
import { frameOf, intervalOf, openOf, seriesOf } from "../../../../test/support/snapshots.ts";
import { RunStore } from "../model/run-store.ts";
import { readEmbedded } from "./embedded-feed.ts";

const journalOf = (messages: readonly FeedMessage[]): Buffer =>
  gzipSync(Buffer.concat(messages.map((message) => toFrame(packValue(message)))));

const messages: FeedMessage[] = [
  { type: "hello", feed: 1, gadfly: "1.0.0" },
  { type: "begin", runId: "r" },
  { type: "history", records: [openOf(), seriesOf(0, "ttft")], steps: [] },
  ...Array.from({ length: 50 }, (_, index): FeedMessage => {
    const { type: _type, ...fields } = intervalOf(index, {
      histograms: [{ id: 0, frame: frameOf([index, index * 1_000]) }],
    });
    return { type: "history", records: [], steps: [{ ...fields, length: 1 }] };
  }),
  { type: "caughtUp" },
  { type: "closing", reason: "the end of the report" },
];

const read = async (text: string): Promise<RunStore> => {
  const store = new RunStore();
  await readEmbedded(text, store);
  return store;
};

it("reads what a socket would have sent", async () => {
  const { picture } = await read(`\n${journalOf(messages).toString("base64")}\n`);
  const direct = new RunStore();
  for (const message of messages) direct.take(message);
  expect(picture.steps.map(({ index }) => index)).toEqual(
    direct.picture.steps.map(({ index }) => index),
  );
  expect(picture).toMatchObject({ runId: "r", isCaughtUp: true, plan: direct.picture.plan });
});

it("reads a journal of many pieces", async () => {
  const noise = Array.from({ length: 400 }, (_, line) => `${line} ${Math.sin(line)}`.repeat(100));
  const { picture } = await read(
    journalOf([...messages, { type: "closing", reason: noise.join("") }]).toString("base64"),
  );
  expect(picture.closingReason).toBe(noise.join(""));
});

it("refuses a journal that is cut, and one that is none", async () => {
  const whole = journalOf(messages);
  await expect(read(whole.subarray(0, -20).toString("base64"))).rejects.toBeInstanceOf(Error);
  await expect(read("@@JOURNAL@@")).rejects.toBeInstanceOf(Error);
  const cut = gzipSync(toFrame(packValue(messages[0])).subarray(0, 9)).toString("base64");
  await expect(read(cut)).rejects.toThrow(/cut short/);
});
