// The hub against a clock that a test turns by hand, and sockets that lead nowhere.
import type { MessageSocket, SocketHandlers } from "@gadfly/shared/node/message-socket";
import { createProof, type Nonces } from "@gadfly/shared/node/token-proof";
import { decodeMasterMessage, encodeMessage } from "@gadfly/shared/protocol/codec";
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import type { WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { workerExamples } from "../../../../test/support/protocol-examples.ts";
import { WorkerHub } from "./worker-hub.ts";

const token = "a token of sixteen or more";

/** A worker without a network: what it sends arrives at once. */
class NearWorker {
  readonly received: MasterMessage[] = [];
  closing: { code: number; reason: string } | null = null;
  #handlers: SocketHandlers | null = null;

  constructor(hub: WorkerHub) {
    hub.accept("near", (handlers) => {
      this.#handlers = handlers;
      return this.#socket();
    });
  }

  send(message: WorkerMessage): void {
    this.#handlers?.frame(encodeMessage(message));
  }

  /** Shakes hands; `resume` as learned from an earlier welcome. */
  join(resume: { id: string; secret: Uint8Array } | null = null): void {
    const { hello } = workerExamples;
    this.send({ ...hello, name: "w", resume: resume?.id ?? null });
    const challenge = this.received.find((message) => message.type === "challenge");
    if (challenge === undefined) throw new Error("no challenge");
    const nonces: Nonces = { worker: hello.nonce, master: challenge.nonce };
    const resumeProof = resume === null ? null : createProof(resume.secret, "resume", nonces);
    this.send({ type: "proof", proof: createProof(token, "worker", nonces), resumeProof });
  }

  beat(): void {
    this.send({ ...workerExamples.heartbeat, sentAtMs: performance.now() });
  }

  drop(): void {
    this.#handlers?.closed(1006, "");
  }

  #socket(): MessageSocket {
    return {
      send: (frame, written) => {
        const decoded = decodeMasterMessage(frame);
        if (decoded.ok) this.received.push(decoded.value);
        written?.();
      },
      close: (code, reason) => void (this.closing = { code, reason }),
      terminate: () => {},
      isOpen: true,
    };
  }
}

describe("the hub", () => {
  let hub: WorkerHub;
  let events: string[];
  let log: string[];
  beforeEach(() => {
    const clocks = [
      "setInterval",
      "clearInterval",
      "setTimeout",
      "clearTimeout",
      "performance",
    ] as const;
    vi.useFakeTimers({ toFake: [...clocks] });
    events = [];
    log = [];
    const tell = (what: string) => () =>
      void events.push(`${what} at ${Math.round(performance.now())}`);
    const warn = (text: string) => void log.push(text);
    const logger = { debug: () => {}, info: () => {}, warn, error: warn };
    hub = new WorkerHub(
      { token, leaseMs: 5_000, heartbeatMs: 1_000, logger },
      {
        joined: tell("joined"),
        resumed: tell("resumed"),
        message: () => {},
        silent: tell("silent"),
        lost: tell("lost"),
        left: tell("left"),
      },
    );
    events.push(`created at ${Math.round(performance.now())}`);
  });
  afterEach(() => {
    hub.close();
    vi.useRealTimers();
  });

  const identity = () => {
    const [worker] = hub.workers;
    return { id: worker?.id ?? "", secret: worker?.resumeSecret ?? new Uint8Array(0) };
  };

  it("says goodbye also to one who comes while it does", () => {
    hub.goodbye("the run is over");
    const late = new NearWorker(hub);
    late.join();
    expect(late.received.map(({ type }) => type)).toEqual(["challenge", "welcome", "goodbye"]);
    expect(events).toEqual(["created at 0"]);
  });

  it("calls a mute worker silent after three seconds and lost after its lease and a tenth", () => {
    new NearWorker(hub).join();
    vi.advanceTimersByTime(10_000);
    expect(events).toEqual(["created at 0", "joined at 0", "silent at 3000", "lost at 5600"]);
  });

  it("takes a silent worker for alive again at its next heartbeat", () => {
    const worker = new NearWorker(hub);
    worker.join();
    vi.advanceTimersByTime(4_000);
    expect(hub.workers[0]?.liveness).toBe("silent");
    worker.beat();
    expect(hub.workers[0]?.liveness).toBe("alive");
    vi.advanceTimersByTime(2_900);
    expect(events).toEqual(["created at 0", "joined at 0", "silent at 3000"]);
  });

  it("counts the silence of a worker that has come back from when it came back", () => {
    const first = new NearWorker(hub);
    first.join();
    vi.advanceTimersByTime(1_000);
    first.drop();
    vi.advanceTimersByTime(3_000);
    new NearWorker(hub).join(identity());
    vi.advanceTimersByTime(2_900);
    expect(events).toEqual(["created at 0", "joined at 0", "silent at 1000", "resumed at 4000"]);
    vi.advanceTimersByTime(200);
    expect(events.at(-1)).toBe("silent at 7000");
  });

  it("hangs up on whoever does not greet and prove the token within ten seconds", () => {
    const [mute, half, member] = [new NearWorker(hub), new NearWorker(hub), new NearWorker(hub)];
    half.send({ ...workerExamples.hello, resume: null });
    member.join();
    vi.advanceTimersByTime(9_900);
    expect([mute.closing, half.closing]).toEqual([null, null]);
    vi.advanceTimersByTime(200);
    const reason = "no proof of the token came within 10 s";
    expect([mute.closing, half.closing]).toEqual([
      { code: 4408, reason },
      { code: 4408, reason },
    ]);
    // It has proven itself; that it sent no heartbeat since is another matter.
    expect(member.closing).toEqual({ code: 4408, reason: "no heartbeat within the lease" });
    expect(log).toEqual([
      `Closed the link of near: ${reason}`,
      `Closed the link of near: ${reason}`,
    ]);
  });

  it("does not wait for the greeting of a peer that is gone", () => {
    new NearWorker(hub).drop();
    vi.advanceTimersByTime(20_000);
    expect(log).toEqual([]);
  });

  it("says nothing of a worker that has left, whatever time passes", () => {
    const worker = new NearWorker(hub);
    worker.join();
    worker.send(workerExamples.goodbye);
    worker.drop();
    vi.advanceTimersByTime(60_000);
    expect(events).toEqual(["created at 0", "joined at 0", "left at 0"]);
  });
});
