import { describe, expect, it } from "vitest";
import { Slots } from "./slots.ts";

const never = new AbortController().signal;

describe("slots", () => {
  it("are given out in the order of asking", async () => {
    const slots = new Slots(["only"]);
    const first = await slots.take(never);
    const second = slots.take(never);
    const third = slots.take(never);
    expect(slots).toMatchObject({ held: 1, waiting: 2 });
    first?.free();
    expect((await second)?.item).toBe("only");
    expect(slots).toMatchObject({ held: 1, waiting: 1 });
    (await second)?.free();
    (await third)?.free();
    expect(slots).toMatchObject({ held: 0, waiting: 0 });
  });

  it("pass over those who have left the queue", async () => {
    const slots = new Slots(["only"]);
    const first = await slots.take(never);
    const leaver = new AbortController();
    const left = slots.take(leaver.signal);
    const next = slots.take(never);
    leaver.abort();
    expect(await left).toBeNull();
    expect(slots.waiting).toBe(1);
    first?.free();
    expect((await next)?.item).toBe("only");
  });

  it("are not given to somebody who has left before asking", async () => {
    const slots = new Slots(["only"]);
    expect(await slots.take(AbortSignal.abort())).toBeNull();
    expect(slots).toMatchObject({ held: 0, waiting: 0 });
  });

  it("are there once, however often they are freed", async () => {
    const slots = new Slots(["only"]);
    const slot = await slots.take(never);
    slot?.free();
    slot?.free();
    expect(slots.held).toBe(0);
    await slots.take(never);
    void slots.take(never);
    expect(slots).toMatchObject({ held: 1, waiting: 1 });
  });
});
