// What becomes of workers after the welcome: dropped sockets, restarts, silence, leases, goodbyes.

import { createProof } from "@gadfly/shared/node/token-proof";
import { afterEach, describe, expect, it } from "vitest";
import type { HandWorker } from "../support/hand-worker.ts";
import {
  type BenchLink,
  type BenchSettings,
  benchToken,
  LinkBench,
} from "../support/link-bench.ts";
import { workerExamples } from "../support/protocol-examples.ts";
import { TcpRelay } from "../support/tcp-relay.ts";
import { holdsFor, waitUntil } from "../support/wait-until.ts";

const leaseMs = 400;
// The watch looks every 200 ms; the rest is for a busy machine.
const lostWithinMs = leaseMs * 1.1 + 200 + 2_000;

describe("a master's view of its workers", () => {
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const startBench = async (settings?: BenchSettings): Promise<LinkBench> => {
    const bench = await LinkBench.start(settings);
    closers.push(() => bench.close());
    return bench;
  };

  const startRelay = async (bench: LinkBench) => {
    const relay = await TcpRelay.start(bench.port);
    closers.push(() => relay.close());
    return { relay, url: `ws://127.0.0.1:${relay.port}/worker` };
  };

  const joined = (worker: BenchLink, times = 1) =>
    waitUntil(() => worker.welcomes.length === times && worker.link.isJoined, {
      what: `welcome ${times} of a worker`,
    });
  const event = (bench: LinkBench, text: string, timeoutMs = 10_000) =>
    waitUntil(() => bench.events.includes(text), { what: `the event "${text}"`, timeoutMs });

  /** Claims to be the worker `workerId`, with a proof made from `secret`. */
  const claim = async (worker: HandWorker, workerId: string, secret: Uint8Array | null) => {
    worker.send({ ...worker.hello, resume: workerId });
    const { nonce } = await worker.receive("challenge");
    const nonces = { worker: worker.hello.nonce, master: nonce };
    worker.send({
      type: "proof",
      proof: createProof(benchToken, "worker", nonces),
      resumeProof: secret === null ? null : createProof(secret, "resume", nonces),
    });
    return worker.receive("welcome");
  };

  describe("after a dropped socket", () => {
    it("keeps the id and the name of a worker that comes back", async () => {
      const bench = await startBench();
      const { relay, url } = await startRelay(bench);
      const worker = bench.join("w", benchToken, url);
      await joined(worker);
      relay.cut();
      await joined(worker, 2);
      const [first, second] = worker.welcomes.map(({ message }) => message);
      expect(second).toMatchObject({ workerId: first?.workerId, name: "w", resumed: true });
      await event(bench, "resumed w");
      expect(bench.events).toEqual(["joined w", "silent w", "resumed w"]);
      expect(worker.partings()).toBe(1);
      expect(worker.log[0]).toMatch(/^WARNING Lost the master: .*; looking for it$/);
      expect(bench.hub.workers).toHaveLength(1);
    });

    it("gives each link a key of its own and the worker the same secret again", async () => {
      const bench = await startBench();
      const { relay, url } = await startRelay(bench);
      const worker = bench.join("w", benchToken, url);
      await joined(worker);
      relay.cut();
      await joined(worker, 2);
      const [first, second] = worker.welcomes;
      expect(second?.linkKey).not.toEqual(first?.linkKey);
      expect(second?.resumeSecret).toEqual(first?.resumeSecret);
    });

    it("hears messages on the new link", async () => {
      const bench = await startBench();
      const { relay, url } = await startRelay(bench);
      const worker = bench.join("w", benchToken, url);
      await joined(worker);
      relay.cut();
      await joined(worker, 2);
      worker.link.send(workerExamples.snapshot);
      await waitUntil(() => bench.messages.length === 1, { what: "the snapshot" });
      expect(bench.messages).toEqual([workerExamples.snapshot]);
    });

    it("goes on with the same workers while the sockets break again and again", async () => {
      const bench = await startBench();
      const { relay, url } = await startRelay(bench);
      const workers = ["a", "b", "c"].map((name) => bench.join(name, benchToken, url));
      for (let round = 1; round <= 3; round++) {
        for (const worker of workers) await joined(worker, round);
        relay.cut();
      }
      for (const worker of workers) await joined(worker, 4);
      expect(bench.hub.workers.map(({ name }) => name).toSorted()).toEqual(["a", "b", "c"]);
    });

    it("calls it lost when its lease is over, and takes it back when it returns", async () => {
      const bench = await startBench({ leaseMs });
      const worker = await bench.dial();
      const { workerId } = await worker.join(benchToken, "w");
      const secret = bench.hub.workers[0]?.resumeSecret ?? null;
      worker.terminate();
      await event(bench, "lost w", lostWithinMs);
      expect(bench.events).toEqual(["joined w", "silent w", "lost w"]);
      const again = await claim(await bench.dial(), workerId, secret);
      expect(again).toMatchObject({ workerId, name: "w", resumed: true });
      await event(bench, "returned w");
    });
  });

  describe("when somebody is not who he says", () => {
    it("makes a worker with a wrong resume secret a new one, and leaves the old one alone", async () => {
      const bench = await startBench();
      const worker = bench.join("by-hand");
      await joined(worker);
      const { workerId } = worker.welcomes[0]?.message ?? { workerId: "" };
      for (const secret of [new Uint8Array(32), null]) {
        const welcome = await claim(await bench.dial(), workerId, secret);
        expect(welcome.workerId).not.toBe(workerId);
        expect(welcome.resumed).toBe(false);
      }
      expect(bench.hub.workers.map(({ name }) => name)).toEqual([
        "by-hand",
        "by-hand#2",
        "by-hand#3",
      ]);
      expect(worker.link.isJoined).toBe(true);
    });

    it("makes a worker that it never knew a new one", async () => {
      const bench = await startBench();
      const welcome = await claim(await bench.dial(), "never-heard-of", new Uint8Array(32));
      expect(welcome).toMatchObject({ name: "by-hand", resumed: false });
    });

    it("makes a restarted process of the same name a new worker", async () => {
      const bench = await startBench();
      const first = bench.join("w");
      await joined(first);
      first.link.close("restarting");
      await event(bench, "left (restarting) w");
      const second = bench.join("w");
      await joined(second);
      expect(second.welcomes[0]?.message).toMatchObject({ name: "w#2", resumed: false });
    });

    it("closes the old link when the same worker comes on a newer one, and hears only that", async () => {
      const bench = await startBench();
      const old = await bench.dial();
      const { workerId } = await old.join(benchToken, "w");
      const secret = bench.hub.workers[0]?.resumeSecret ?? null;
      const newer = await bench.dial();
      await claim(newer, workerId, secret);
      const reason = "a newer link of the same worker replaced this one";
      expect(await old.closed()).toEqual({ code: 4409, reason });
      newer.send(workerExamples.quotaRequest);
      await waitUntil(() => bench.messages.length === 1, { what: "the message on the new link" });
      expect(bench.events).toEqual(["joined w", "resumed w"]);
      expect(bench.log).toEqual([]);
    });
  });

  describe("by its lease", () => {
    it("calls a mute worker lost, though its socket is open", async () => {
      const bench = await startBench({ leaseMs });
      const worker = await bench.dial();
      await worker.join(benchToken, "w");
      await event(bench, "lost w", lostWithinMs);
      expect(bench.events).toEqual(["joined w", "lost w"]);
      expect(bench.hub.workers[0]?.liveness).toBe("lost");
    });

    it("keeps a worker whose heartbeats are answered, and answers with both clocks", async () => {
      // Heart and watch beat in this one process: it may stand still for a moment, and not for a lease.
      const longerLeaseMs = 1_000;
      const bench = await startBench({ leaseMs: longerLeaseMs });
      const worker = await bench.dial();
      await worker.join(benchToken, "w");
      const beat = setInterval(
        () => worker.send({ ...workerExamples.heartbeat, sentAtMs: 4321.5 }),
        50,
      );
      closers.push(() => clearInterval(beat));
      await holdsFor(2 * longerLeaseMs, () => bench.events.length === 1, "the worker is there");
      expect(await worker.receive("pong")).toMatchObject({ sentAtMs: 4321.5 });
      clearInterval(beat);
      await event(bench, "lost w", lostWithinMs + longerLeaseMs);
    });

    it("does not take other messages for heartbeats: only an answer renews the lease", async () => {
      const bench = await startBench({ leaseMs });
      const worker = await bench.dial();
      await worker.join(benchToken, "w");
      const talk = setInterval(() => worker.send(workerExamples.quotaRequest), 50);
      closers.push(() => clearInterval(talk));
      await event(bench, "lost w", lostWithinMs);
      expect(bench.messages.length).toBeGreaterThan(1);
    });

    it("says at once when a worker says goodbye, and does not call it silent or lost later", async () => {
      const bench = await startBench({ leaseMs });
      const worker = bench.join("w");
      await joined(worker);
      worker.link.close("stopped by Ctrl-C");
      await event(bench, "left (stopped by Ctrl-C) w");
      await holdsFor(2 * leaseMs, () => bench.events.length === 2, "nothing follows the goodbye");
      expect(worker.ends).toEqual([]);
    });

    it("says at once when a local child has exited", async () => {
      const bench = await startBench();
      const worker = bench.join("w");
      await joined(worker);
      bench.hub.processExited(process.pid);
      expect(bench.events).toEqual(["joined w", "lost w"]);
    });
  });

  it("ends the links of its workers with a goodbye", async () => {
    const bench = await startBench();
    const workers = [bench.join("a"), bench.join("b")];
    for (const worker of workers) await joined(worker);
    bench.hub.goodbye("the run is over");
    for (const { ends } of workers) await waitUntil(() => ends.length > 0, { what: "the end" });
    for (const { ends } of workers)
      expect(ends).toEqual([{ kind: "goodbye", reason: "the run is over" }]);
  });

  it("is found again by its workers after it was away, and knows that they are new to it", async () => {
    const first = await startBench();
    const { relay, url } = await startRelay(first);
    const worker = first.join("w", benchToken, url);
    await joined(worker);
    const second = await startBench();
    relay.turnTo(second.port);
    relay.cut();
    await joined(worker, 2);
    expect(worker.welcomes[1]?.message).toMatchObject({ name: "w", resumed: false });
    expect(second.events).toEqual(["joined w"]);
  });
});
