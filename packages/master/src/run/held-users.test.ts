import { describe, expect, it } from "vitest";
import { HeldUsers } from "./held-users.ts";

const users = (from: number, to: number) => [{ from, to }];

describe("held users", () => {
  it("knows what each worker holds, and what all hold", () => {
    const held = new HeldUsers();
    held.hold("a", users(0, 2), 1);
    held.hold("a", users(4, 6), 2);
    held.hold("b", users(2, 4), 2);
    expect(held.of("a")).toEqual([...users(0, 2), ...users(4, 6)]);
    expect(held.all()).toEqual(users(0, 6));
    expect(held.workers()).toEqual(["a", "b"]);
  });

  it("frees what is reported gone, and only that", () => {
    const held = new HeldUsers();
    held.hold("a", users(0, 4), 1);
    expect(held.gone("a", users(2, 9), 1)).toEqual(users(2, 4));
    expect(held.of("a")).toEqual(users(0, 2));
  });

  it("ignores a report that is older than the order", () => {
    const held = new HeldUsers();
    held.hold("a", users(0, 2), 3);
    held.hold("a", users(2, 4), 5);
    expect(held.gone("a", users(0, 4), 4)).toEqual(users(0, 2));
    expect(held.of("a")).toEqual(users(2, 4));
  });

  it("forgets a worker that is not there any more, and says what it held", () => {
    const held = new HeldUsers();
    held.hold("a", users(0, 4), 1);
    held.release("a", users(0, 1));
    expect(held.forget("a")).toEqual(users(1, 4));
    expect([held.all(), held.forget("a")]).toEqual([[], []]);
  });

  it("does not name a worker that holds nothing", () => {
    const held = new HeldUsers();
    held.hold("a", [], 1);
    held.hold("b", users(0, 1), 1);
    held.release("b", users(0, 1));
    expect(held.workers()).toEqual([]);
  });
});
