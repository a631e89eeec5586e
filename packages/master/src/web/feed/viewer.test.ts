import { describe, expect, it } from "vitest";
import { type CatchUp, Viewer, type ViewerSocket } from "./viewer.ts";

const limits = { highWaterBytes: 4, queueBytes: 8 };

/** A socket that reads only when it is told to. */
class SlowSocket implements ViewerSocket {
  readonly #pending: { text: string; sent: () => void }[] = [];
  readonly read: string[] = [];

  get bufferedAmount(): number {
    return this.#pending.reduce((sum, { text }) => sum + text.length, 0);
  }

  send(bytes: Uint8Array, sent: () => void): void {
    this.#pending.push({ text: Buffer.from(bytes).toString(), sent });
  }

  later(callback: () => void): void {
    this.#pending.push({ text: "", sent: callback });
  }

  readOne(): boolean {
    const next = this.#pending.shift();
    if (next === undefined) return false;
    if (next.text !== "") this.read.push(next.text);
    next.sent();
    return true;
  }

  readAll(): string[] {
    while (this.readOne());
    return this.read;
  }
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

/** `""` stands for a message that is not made yet. */
const setUp = (past: () => string[]) => {
  const socket = new SlowSocket();
  const history = (): CatchUp => {
    const rows = past();
    return (function* encodeRows(): CatchUp {
      for (const row of rows) yield row === "" ? null : bytes(row);
    })();
  };
  const viewer = new Viewer(socket, history, limits);
  return { socket, viewer };
};

describe("a viewer", () => {
  it("gets the past before what is pushed meanwhile", () => {
    const { socket, viewer } = setUp(() => ["aa", "bb", "cc"]);
    viewer.begin();
    viewer.push(bytes("x"));
    expect(socket.readAll()).toEqual(["aa", "bb", "cc", "x"]);
  });

  it("waits for a part of the past that is still being made, and keeps the order", () => {
    const { socket, viewer } = setUp(() => ["aa", "", "", "bb"]);
    viewer.begin();
    viewer.push(bytes("x"));
    expect(socket.readAll()).toEqual(["aa", "bb", "x"]);
  });

  it("that reads at once is sent one message of the past in a turn", () => {
    const later: (() => void)[] = [];
    const sent: string[] = [];
    const socket: ViewerSocket = {
      bufferedAmount: 0,
      send: (message, callback) => {
        sent.push(Buffer.from(message).toString());
        later.push(callback);
      },
      later: (callback) => void later.push(callback),
    };
    const viewer = new Viewer(socket, function* past(): CatchUp {
      yield* ["a", "b", "c"].map(bytes);
    });
    viewer.begin();
    for (const expected of ["a", "ab", "abc"]) {
      expect(sent.join("")).toBe(expected);
      later.shift()?.();
    }
    expect(later).toEqual([]);
  });

  it("is sent no more than it reads", () => {
    const { socket, viewer } = setUp(() => ["aaaa", "bbbb", "cccc"]);
    viewer.begin();
    expect(socket.bufferedAmount).toBe(4);
  });

  it("that reads too slowly misses messages and then gets everything again", () => {
    let past = ["past1"];
    const { socket, viewer } = setUp(() => past);
    viewer.begin();
    for (const live of ["1111", "2222", "3333"]) viewer.push(bytes(live));
    past = ["past2"];
    viewer.push(bytes("4444"));
    expect(socket.read).toEqual([]);
    expect(socket.readAll()).toEqual(["past1", "past2"]);
    viewer.push(bytes("5555"));
    expect(socket.readAll()).toEqual(["past1", "past2", "5555"]);
  });

  it("keeps no more than its bound while it does not read at all", () => {
    const { socket, viewer } = setUp(() => ["past"]);
    viewer.begin();
    for (let i = 0; i < 10_000; i += 1) viewer.push(bytes("live"));
    expect(socket.readAll()).toEqual(["past", "past"]);
  });

  it("begins anew in mid-history when another run begins", () => {
    let past = ["a1", "a2", "a3"];
    const { socket, viewer } = setUp(() => past);
    viewer.begin();
    socket.readOne();
    past = ["b1"];
    viewer.begin();
    expect(socket.readAll()).toEqual(["a1", "a2", "b1"]);
  });
});
