import { packValue } from "@gadfly/shared/protocol/codec";
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RunStore } from "../model/run-store.ts";
import { type FeedPlace, type FeedSocket, LiveFeed } from "./live-feed.ts";

class HandSocket implements FeedSocket {
  binaryType: FeedSocket["binaryType"] = "blob";
  isClosed = false;
  readonly #target = new EventTarget();

  addEventListener(type: "message" | "close", listener: (event: MessageEvent) => void): void {
    this.#target.addEventListener(type, (event) => {
      if (event instanceof MessageEvent) listener(event);
    });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#target.dispatchEvent(new MessageEvent("close"));
  }

  say(message: FeedMessage): void {
    this.#bytes(Uint8Array.from(packValue(message)));
  }

  sayNoise(): void {
    this.#bytes(new Uint8Array([0xc1]));
  }

  #bytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#target.dispatchEvent(new MessageEvent("message", { data: bytes.buffer }));
  }
}

class HandPlace implements FeedPlace {
  readonly sockets: HandSocket[] = [];
  chance: () => void = () => {};

  open(): FeedSocket {
    const socket = new HandSocket();
    this.sockets.push(socket);
    return socket;
  }

  onChance(callback: () => void): void {
    this.chance = callback;
  }

  random(): number {
    return 1;
  }

  get newest(): HandSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("nothing was dialled");
    return socket;
  }
}

const setUp = () => {
  const place = new HandPlace();
  const store = new RunStore();
  const feed = new LiveFeed("ws://127.0.0.1/api/feed", store, place);
  feed.start();
  return { place, store, feed };
};

const hello: FeedMessage = { type: "hello", feed: 1, gadfly: "1.0.0" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the live feed", () => {
  it("takes what the master says and tells that it is connected", () => {
    const { place, store } = setUp();
    expect(store.picture.connection).toBe("connecting");
    place.newest.say(hello);
    place.newest.say({ type: "begin", runId: "r" });
    expect(store.picture).toMatchObject({ connection: "live", runId: "r" });
    expect(place.newest.binaryType).toBe("arraybuffer");
  });

  it("dials again after a loss, later and later, and keeps the numbers", () => {
    const { place, store } = setUp();
    place.newest.say(hello);
    place.newest.say({ type: "begin", runId: "r" });
    place.newest.close();
    expect(store.picture).toMatchObject({ connection: "lost", runId: "r" });
    vi.advanceTimersByTime(499);
    expect(place.sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(place.sockets).toHaveLength(2);
    place.newest.close();
    vi.advanceTimersByTime(999);
    expect(place.sockets).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(place.sockets).toHaveLength(3);
  });

  it("begins with short waits again once it has caught up", () => {
    const { place } = setUp();
    for (const _ of [1, 2, 3]) {
      place.newest.close();
      vi.advanceTimersByTime(15_000);
    }
    place.newest.say(hello);
    place.newest.say({ type: "caughtUp" });
    place.newest.close();
    vi.advanceTimersByTime(500);
    expect(place.sockets).toHaveLength(5);
  });

  it("dials at once when the network is back, and never twice", () => {
    const { place } = setUp();
    place.newest.close();
    place.chance();
    place.chance();
    vi.advanceTimersByTime(500);
    expect(place.sockets).toHaveLength(2);
  });

  it("tells a master that said goodbye from one that was lost", () => {
    const { place, store } = setUp();
    place.newest.say(hello);
    place.newest.say({ type: "closing", reason: "the run is over" });
    place.newest.close();
    expect(store.picture.connection).toBe("closed");
    vi.advanceTimersByTime(500);
    place.newest.say(hello);
    expect(store.picture).toMatchObject({ connection: "live", closingReason: null });
  });

  it("gives up a socket that is silent for long", () => {
    const { place, store } = setUp();
    place.newest.say(hello);
    vi.advanceTimersByTime(29_000);
    place.newest.say({ type: "caughtUp" });
    vi.advanceTimersByTime(29_000);
    expect(store.picture.connection).toBe("live");
    vi.advanceTimersByTime(1_000);
    expect(store.picture.connection).toBe("lost");
    expect(place.sockets[0]?.isClosed).toBe(true);
  });

  it("asks for everything again after bytes that it cannot read", () => {
    const { place, store } = setUp();
    place.newest.say(hello);
    place.newest.sayNoise();
    expect(store.picture.connection).toBe("lost");
    vi.advanceTimersByTime(500);
    expect(place.sockets).toHaveLength(2);
  });

  it("stays silent after it was stopped", () => {
    const { place, feed } = setUp();
    feed.stop();
    vi.advanceTimersByTime(60_000);
    place.chance();
    expect(place.sockets).toHaveLength(1);
  });
});
