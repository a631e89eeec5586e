import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSocketPair, type SocketPair } from "../../../../test/support/socket-pair.ts";
import { waitUntil } from "../../../../test/support/wait-until.ts";
import { maxFrameBytes } from "../protocol/limits.ts";

describe("a wrapped socket", () => {
  let pair: SocketPair;
  beforeEach(async () => {
    pair = await openSocketPair();
  });
  afterEach(() => pair.close());

  const bothClosed = () =>
    waitUntil(() => pair.client.closings.length + pair.server.closings.length === 2, {
      what: "both ends closed",
    });

  it("carries whole frames both ways, in order", async () => {
    const { client, server } = pair;
    const given = [1, 1000, maxFrameBytes].map((length, fill) =>
      new Uint8Array(length).fill(fill + 1),
    );
    for (const frame of given) client.socket.send(frame);
    server.socket.send(Uint8Array.of(7));
    await waitUntil(() => server.frames.length === 3 && client.frames.length === 1, {
      what: "all frames",
    });
    expect(
      server.frames.map((frame, index) => Buffer.compare(frame, given[index] ?? frame)),
    ).toEqual([0, 0, 0]);
    expect(client.frames).toEqual([Uint8Array.of(7)]);
  });

  it("says when a frame is written", async () => {
    await new Promise<void>((written) => pair.client.socket.send(Uint8Array.of(1), written));
    expect(pair.client.socket.isOpen).toBe(true);
  });

  it("tells both ends the code and the reason of a close, once", async () => {
    pair.server.socket.close(4403, "not you");
    await bothClosed();
    pair.server.socket.close(4400, "again");
    pair.client.socket.terminate();
    expect(pair.client.closings).toEqual([{ code: 4403, reason: "not you" }]);
    expect(pair.server.closings).toEqual([{ code: 4403, reason: "not you" }]);
    expect(pair.client.socket.isOpen).toBe(false);
  });

  it("hands on nothing that arrives after its own close", async () => {
    pair.server.socket.close(4400, "enough");
    pair.client.socket.send(Uint8Array.of(1));
    pair.client.socket.send(Uint8Array.of(2));
    await bothClosed();
    expect(pair.server.frames).toEqual([]);
  });

  it("drops what is sent on a closed socket", async () => {
    pair.client.socket.terminate();
    await bothClosed();
    expect(() => pair.client.socket.send(Uint8Array.of(1))).not.toThrow();
    expect(pair.server.frames).toEqual([]);
  });

  it("closes on a text frame with a sentence that both ends get", async () => {
    pair.client.bare.send("hello");
    await bothClosed();
    expect(pair.server.frames).toEqual([]);
    const expected = [{ code: 4400, reason: "text frames are not used here" }];
    expect(pair.client.closings).toEqual(expected);
    expect(pair.server.closings).toEqual(expected);
  });

  it("closes on a frame above the limit and says what was wrong", async () => {
    pair.client.socket.send(new Uint8Array(maxFrameBytes + 1));
    await bothClosed();
    expect(pair.server.frames).toEqual([]);
    expect(pair.client.closings).toEqual([{ code: 1009, reason: "" }]);
    expect(pair.server.closings[0]?.reason).toMatch(/max payload size exceeded/i);
  });

  it("reports a connection that breaks as a close", async () => {
    pair.client.socket.terminate();
    await bothClosed();
    expect(pair.server.closings).toEqual([{ code: 1006, reason: "" }]);
  });
});
