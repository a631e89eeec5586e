import { describe, expect, it } from "vitest";
import { entryOf } from "../../../../test/support/snapshots.ts";
import { QuotaDesk } from "./quota-desk.ts";

const a = entryOf("a");
const b = entryOf("b");

describe("quota desk", () => {
  it("hands out absolute grants, and says which is the last", () => {
    const desk = new QuotaDesk("r", 3);
    const grants = [desk.grant(a, 1), desk.grant(a, 1)];
    expect(grants).toEqual([
      { type: "quota", runId: "r", granted: 2, isLast: false },
      { type: "quota", runId: "r", granted: 3, isLast: true },
    ]);
    expect(desk.isEmpty).toBe(true);
  });

  it("repeats a grant for a new link without handing out more", () => {
    const desk = new QuotaDesk("r", 10);
    const granted = desk.grant(a, 1);
    expect([desk.current(a), desk.current(a)]).toEqual([granted, granted]);
    expect(desk.current(b)).toMatchObject({ granted: 0 });
  });

  it("is done when everything is started and everybody has ended it", () => {
    const desk = new QuotaDesk("r", 1);
    desk.grant(a, 1);
    desk.report(a, 1, false);
    expect(desk.isDone([a])).toBe(false);
    desk.report(a, 1, true);
    expect(desk.isDone([a])).toBe(true);
    expect(desk.isDone([a, b])).toBe(false);
  });

  it("believes the newest word on whether a worker is idle", () => {
    // The idle report was on its way while the worker was given more to do.
    const desk = new QuotaDesk("r", 2);
    desk.grant(a, 1);
    desk.grant(a, 1);
    desk.report(a, 1, true);
    desk.report(a, 2, false);
    expect(desk.isDone([a])).toBe(false);
  });

  it("writes off what a lost worker may have sent, and does not wait for it", () => {
    const desk = new QuotaDesk("r", 4);
    desk.grant(a, 1);
    desk.report(a, 1, false);
    expect(desk.lose(a)).toBe(1);
    while (!desk.isEmpty) desk.grant(b, 1);
    desk.report(b, 2, true);
    expect(desk.isDone([b])).toBe(true);
  });

  it("hands out again what a worker that left did not start", () => {
    const desk = new QuotaDesk("r", 2);
    desk.grant(a, 1);
    desk.grant(a, 1);
    desk.giveBack(a, 1);
    expect(desk.isEmpty).toBe(false);
    expect(desk.grant(b, 1)).toMatchObject({ granted: 1, isLast: true });
  });

  it("never grants more than was asked for, whoever dies and returns", () => {
    const desk = new QuotaDesk("r", 50);
    desk.grant(a, 2);
    desk.lose(a);
    const before = desk.grant(a, 2).granted;
    expect(desk.current(a).granted).toBe(before);
    while (!desk.isEmpty) desk.grant(b, 2);
    expect(desk.current(a).granted + desk.current(b).granted).toBe(50);
  });
});
