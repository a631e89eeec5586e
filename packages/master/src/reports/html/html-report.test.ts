import { packValue } from "@gadfly/shared/protocol/codec";
import { RunHistory } from "@gadfly/shared/journal/run-history";
import { feedMessage } from "@gadfly/shared/web/feed-message";
import { describe, expect, it } from "vitest";
import {
  embeddedMessage,
  embeddedMessages,
} from "../../../../../test/support/embedded-messages.ts";
import { oneOfEachRecord } from "../../../../../test/support/snapshots.ts";
import { syntheticRecords } from "../../../../../test/support/synthetic-run.ts";
import type { JournalRecord } from "../../journal/journal-record.ts";
import { buildResult } from "../../stats/result-builder.ts";
import { foldRecords } from "../../stats/run-model.ts";
import { htmlReport } from "./html-report.ts";
import { endedStatus, planIn, recordsOfResult, type ReportSource } from "./report-source.ts";

const template =
  '<title>@@TITLE@@</title><pre>@@SUMMARY@@</pre><script id="journal">@@JOURNAL@@</script><script>"@@JOURNAL@@"</script>';

const sourceOf = (all: readonly JournalRecord[]): ReportSource => {
  const history = new RunHistory();
  for (const record of all) history.add(record);
  const model = foldRecords(all);
  if (model === null) throw new Error("a journal begins with its open record");
  const result = buildResult(model);
  const { records, steps } = history;
  const status = endedStatus(result, planIn(records), "gadfly run");
  return { result, records, steps, status, log: ["a line"], notes: ["a note"] };
};

describe("an HTML report", () => {
  it("holds the run as the feed tells it, with the whole result", async () => {
    const source = sourceOf(oneOfEachRecord());
    const messages = embeddedMessages(await htmlReport(template, source));
    expect(messages.map(({ type }) => type)).toEqual(
      "hello begin history history caughtUp report snapshot closing".split(" "),
    );
    const told = messages.flatMap((message) => (message.type === "history" ? [message] : []));
    const type = "history" as const;
    const records = told.flatMap((message) => message.records);
    const steps = told.flatMap((message) => message.steps);
    const expected = feedMessage.parse({ type, records: [...source.records], steps: source.steps });
    // As bytes, for those of histograms are to be the very same.
    expect(packValue({ type, records, steps })).toEqual(packValue(expected));
    expect(messages).toContainEqual(
      expect.objectContaining({ type: "report", result: source.result }),
    );
  });

  it("says how long its steps are, and what else there is to say of it", async () => {
    const html = await htmlReport(template, sourceOf(oneOfEachRecord()));
    expect(embeddedMessage(html, "report").notes).toEqual([
      "a note",
      "Charts and chosen ranges are in steps of 1s; the tables are of the whole run and exact.",
    ]);
  });

  it("shows what servers said as text, without JavaScript too, and leaves the page's script alone", async () => {
    const source = sourceOf(oneOfEachRecord());
    const hostile = '</pre></noscript></script><script>alert("1")</script>$&@@JOURNAL@@';
    const errors = [{ kind: "reset", message: hostile, count: 1, firstSeenS: 0, lastSeenS: 1 }];
    const html = await htmlReport(template, { ...source, result: { ...source.result, errors } });
    expect(html).not.toContain("<script>alert");
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.endsWith('<script>"@@JOURNAL@@"</script>')).toBe(true);
    expect(html).toMatch(/^<title>gadfly 20261122-043535-k3f9<\/title>/);
    expect(embeddedMessage(html, "report").result.errors[0]?.message).toBe(hostile);
  });

  it("is made from a result alone, without a step", async () => {
    const { result, status } = sourceOf(oneOfEachRecord());
    const records = recordsOfResult(result);
    const source = { result, status, records, steps: [], log: [], notes: [] };
    const html = await htmlReport(template, source);
    expect(embeddedMessage(html, "report")).toEqual({ type: "report", result, notes: [] });
    expect(embeddedMessage(html, "history").records[0]).toMatchObject({ type: "open" });
  });

  it("has coarser steps and at last a thinner timeline, until it is as small as it must be", async () => {
    const source = sourceOf([...syntheticRecords({ seconds: 60, requestsPerS: 4, tokens: 3 })]);
    const whole = await htmlReport(template, source);
    const coarse = await htmlReport(template, source, {
      limits: { wanted: whole.length / 2, most: 1e7, leastForSteps: 0 },
    });
    expect(coarse.length).toBeLessThan(whole.length);
    expect(embeddedMessage(coarse, "report").result).toEqual(source.result);
    const least = await htmlReport(template, source, {
      limits: { wanted: 1000, most: 1000, leastForSteps: 0 },
    });
    const { result, notes } = embeddedMessage(least, "report");
    expect(result.timeline.length).toBeLessThan(4);
    expect(notes).toContainEqual(expect.stringMatching(/one of \d+ rows of its timeline/));
  });
});
