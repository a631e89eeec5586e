import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { masterExamples, workerExamples } from "../../../../test/support/protocol-examples.ts";
import { openSocketPair, type SocketPair } from "../../../../test/support/socket-pair.ts";
import { waitUntil } from "../../../../test/support/wait-until.ts";
import { decodeWorkerMessage } from "../protocol/codec.ts";
import { maxFrameBytes, maxPartBytes } from "../protocol/limits.ts";
import { PartAssembler } from "../protocol/parts.ts";
import type { WorkerMessage } from "../protocol/worker-message.ts";
import { MessageSender } from "./message-sender.ts";
import type { MessageSocket } from "./message-socket.ts";

/** A `response` of about two megabytes once it is encoded: 32 parts and more. */
const large: WorkerMessage = {
  ...workerExamples.series,
  series: Array.from({ length: 1000 }, (_, id) => ({
    id,
    metric: "ttft",
    labels: Object.fromEntries(
      Array.from({ length: 4 }, (__, label) => [`label${label}`, "x".repeat(512)]),
    ),
  })),
};
const { heartbeat, goodbye } = workerExamples;

const decode = (frame: Uint8Array): WorkerMessage => {
  const decoded = decodeWorkerMessage(frame);
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
};

/** The messages of a list of frames, put together from their parts. */
const assemble = (frames: readonly Uint8Array[]): WorkerMessage[] => {
  const parts = new PartAssembler();
  return frames.flatMap((frame) => {
    const message = decode(frame);
    if (message.type !== "part") return [message];
    const whole = parts.add(message);
    if (!whole.ok) throw new Error(whole.error);
    return whole.value === null ? [] : [decode(whole.value)];
  });
};

describe("a sender over a real connection", () => {
  let pair: SocketPair;
  beforeEach(async () => {
    pair = await openSocketPair();
  });
  afterEach(() => pair.close());

  const arrived = (count: number) =>
    waitUntil(() => assemble(pair.server.frames).length === count, { what: `${count} messages` });

  it("sends a small message as one frame", async () => {
    new MessageSender(pair.client.socket).send(goodbye);
    await arrived(1);
    expect(pair.server.frames.map(decode)).toEqual([goodbye]);
  });

  it("cuts a large message into frames that the other side accepts", async () => {
    new MessageSender(pair.client.socket).send(large);
    await arrived(1);
    const lengths = pair.server.frames.map((frame) => frame.length);
    expect(lengths.length).toBeGreaterThan((2 * 1024 * 1024) / maxPartBytes);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(maxFrameBytes);
    expect(assemble(pair.server.frames)).toEqual([large]);
  });

  it("lets a heartbeat arrive before the end of a large message queued earlier", async () => {
    const sender = new MessageSender(pair.client.socket);
    sender.send(large);
    sender.sendUrgent(heartbeat);
    await arrived(2);
    expect(assemble(pair.server.frames)).toEqual([heartbeat, large]);
    const place = pair.server.frames.findIndex((frame) => decode(frame).type === "heartbeat");
    expect(place).toBeLessThanOrEqual(1);
  });

  it("keeps queued messages in order, however large they are", async () => {
    const sender = new MessageSender(pair.client.socket);
    const given = [goodbye, large, workerExamples.quotaRequest, large, workerExamples.jobFailed];
    for (const message of given) sender.send(message);
    await arrived(5);
    expect(assemble(pair.server.frames).map(({ type }) => type)).toEqual(
      given.map(({ type }) => type),
    );
  });

  it("goes quiet when the connection is gone", async () => {
    const sender = new MessageSender(pair.client.socket);
    sender.send(large);
    pair.server.socket.terminate();
    await waitUntil(() => pair.client.closings.length === 1, { what: "the client's end closed" });
    expect(() => {
      sender.send(large);
      sender.sendUrgent(heartbeat);
    }).not.toThrow();
  });
});

describe("a sender over a slow connection", () => {
  it("hands over one queued frame at a time and urgent ones at once", () => {
    const handed: Uint8Array[] = [];
    const waiting: (() => void)[] = [];
    const socket: MessageSocket = {
      send: (frame, written) => {
        handed.push(frame);
        if (written !== undefined) waiting.push(written);
      },
      close: () => {},
      terminate: () => {},
      isOpen: true,
    };
    const sender = new MessageSender(socket);
    sender.send(large);
    sender.send(masterExamples.stop);
    sender.sendUrgent(heartbeat);
    expect(handed.map((frame) => decode(frame).type)).toEqual(["part", "heartbeat"]);
    waiting.shift()?.();
    expect(handed).toHaveLength(3);
    expect(waiting).toHaveLength(1);
  });
});
