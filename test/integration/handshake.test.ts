// The first frames of a link over real sockets: who is let in, who is not, and what each side is told.

import { packValue } from "@gadfly/shared/protocol/codec";
import { maxFrameBytes } from "@gadfly/shared/protocol/limits";
import { createNonce, createProof } from "@gadfly/shared/node/token-proof";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BenchLink, benchToken, LinkBench, openLink } from "../support/link-bench.ts";
import { masterExamples, workerExamples } from "../support/protocol-examples.ts";
import { type RogueAnswer, RogueMaster } from "../support/rogue-master.ts";
import { holdsFor, waitUntil } from "../support/wait-until.ts";

const ended = (link: BenchLink) =>
  waitUntil(() => link.ends.length === 1, { what: "the worker's link ended" });

describe("a master", () => {
  let bench: LinkBench;
  beforeEach(async () => {
    bench = await LinkBench.start();
  });
  afterEach(() => bench.close());

  const logged = (text: RegExp) =>
    waitUntil(() => bench.log.some((line) => text.test(line)), { what: `a log line ${text}` });

  it("welcomes a worker that knows the token", async () => {
    const worker = bench.join("w");
    await waitUntil(() => worker.link.isJoined, { what: "the worker joined" });
    expect(worker.welcomes[0]?.message).toMatchObject({
      name: "w",
      leaseMs: 5_000,
      resumed: false,
    });
    expect(bench.events).toEqual(["joined w"]);
    expect(bench.hub.workers.map(({ name, liveness }) => [name, liveness])).toEqual([
      ["w", "alive"],
    ]);
  });

  it("seals the resume secret, so that it does not travel in the open", async () => {
    const worker = bench.join("w");
    await waitUntil(() => worker.link.isJoined, { what: "the worker joined" });
    const secret = bench.hub.workers[0]?.resumeSecret;
    expect(worker.welcomes[0]?.resumeSecret).toEqual(secret);
    const sealed = Buffer.from(worker.welcomes[0]?.message.resumeSecret ?? []);
    expect(sealed.includes(Buffer.from(secret ?? []))).toBe(false);
  });

  it("refuses a wrong token with a sentence on both sides, and the worker does not redial", async () => {
    const worker = bench.join("w", "token-of-somebody-else");
    await ended(worker);
    const reason = "the worker's token is not this master's token";
    expect(worker.ends).toEqual([{ kind: "refused", reason }]);
    await logged(/^WARNING Refused a worker at 127\.0\.0\.1:\d+: the worker's token is not/);
    await holdsFor(300, () => bench.log.length === 1, "the worker stays away");
    expect(bench.events).toEqual([]);
  });

  it("refuses a worker without a token", async () => {
    const worker = bench.join("w", "");
    await ended(worker);
    expect(worker.ends).toMatchObject([{ kind: "refused" }]);
    expect(bench.hub.workers).toEqual([]);
  });

  it("refuses another protocol version and names both", async () => {
    const worker = await bench.dial();
    worker.send({ ...worker.hello, protocol: 2, version: "9.9.9" });
    const sentence =
      "the worker speaks protocol 2 (gadfly 9.9.9), this master speaks 1 (gadfly 0.1.0): install the same version on both";
    const refused = await worker.receive("refused");
    expect(refused).toEqual({ type: "refused", code: "version", text: sentence });
    expect(await worker.closed()).toMatchObject({
      code: 4403,
      reason: expect.stringMatching(/^the worker speaks/),
    });
    await logged(/Refused a worker .* speaks protocol 2 \(gadfly 9\.9\.9\)/);
  });

  it("refuses a nonce that is too short to be fresh", async () => {
    const worker = await bench.dial();
    worker.send({ ...worker.hello, nonce: new Uint8Array(15) });
    expect(await worker.receive("refused")).toMatchObject({ code: "nonce" });
    expect(await worker.closed()).toMatchObject({ code: 4403 });
  });

  it("refuses a proof that was made for another link", async () => {
    const first = await bench.dial();
    first.send(first.hello);
    const { nonce } = await first.receive("challenge");
    const nonces = { worker: first.hello.nonce, master: nonce };
    const proof = createProof(benchToken, "worker", nonces);
    const second = await bench.dial();
    second.send(first.hello);
    await second.receive("challenge");
    second.send({ type: "proof", proof, resumeProof: null });
    expect(await second.receive("refused")).toMatchObject({ code: "token" });
    first.send({ type: "proof", proof, resumeProof: null });
    expect(await first.receive("welcome")).toMatchObject({ name: "by-hand" });
  });

  it("listens to nothing more on a link that it has refused", async () => {
    const worker = await bench.dial();
    worker.send(worker.hello);
    const { nonce } = await worker.receive("challenge");
    const nonces = { worker: worker.hello.nonce, master: nonce };
    for (const token of ["wrong", benchToken])
      worker.send({
        type: "proof",
        proof: createProof(token, "worker", nonces),
        resumeProof: null,
      });
    expect(await worker.closed()).toMatchObject({ code: 4403 });
    expect(worker.received.map(({ type }) => type)).toEqual(["challenge", "refused"]);
    expect(bench.events).toEqual([]);
    expect(bench.hub.workers).toEqual([]);
  });

  it.each([
    ["proof", workerExamples.proof, "the first message must be hello, not proof"],
    ["snapshot", workerExamples.snapshot, "the first message must be hello, not snapshot"],
    ["heartbeat", workerExamples.heartbeat, "the first message must be hello, not heartbeat"],
  ])("refuses a %s before the hello", async (_name, message, text) => {
    const worker = await bench.dial();
    worker.send(message);
    expect(await worker.receive("refused")).toEqual({ type: "refused", code: "order", text });
    expect(await worker.closed()).toEqual({ code: 4403, reason: text });
  });

  it("refuses anything but a proof after the hello", async () => {
    const worker = await bench.dial();
    worker.send(worker.hello);
    worker.send(worker.hello);
    expect(await worker.receive("refused")).toMatchObject({
      code: "order",
      text: "the second message must be proof, not hello",
    });
  });

  it("takes no part of a large message before the welcome", async () => {
    const worker = await bench.dial();
    worker.send({ ...workerExamples.part, index: 0 });
    const reason = "parts are not allowed before the welcome";
    expect(await worker.closed()).toEqual({ code: 4400, reason });
    await logged(/Closed the link of 127\.0\.0\.1:\d+: parts are not allowed before the welcome$/);
  });

  it.each([
    ["random bytes", Uint8Array.of(0xc1, 1, 2, 3), /not a message: type 0xc1 is not allowed/],
    ["an empty frame", new Uint8Array(0), /not a message: the frame ends too early/],
    ["a list that lies", Uint8Array.of(0xdd, 255, 255, 255, 255), /a length exceeds the frame/],
    ["a depth bomb", new Uint8Array(60_000).fill(0x91), /nesting is deeper than 12/],
    [
      "a broken hello",
      packValue({ type: "hello", protocol: "one" }),
      /message "hello", field "protocol"/,
    ],
    ["an unknown type", packValue({ type: "telegram" }), /message "telegram"/],
  ])("closes on %s with a sentence on both sides", async (_name, frame, sentence) => {
    const worker = await bench.dial();
    worker.sendBytes(frame);
    const { code, reason } = await worker.closed();
    expect(code).toBe(4400);
    expect(reason).toMatch(sentence);
    await logged(sentence);
  });

  it.each([
    ["a text frame", "hello", 4400, /text frames are not used here/],
    ["an oversized frame", Buffer.alloc(maxFrameBytes + 1), 1009, /max payload size exceeded/i],
  ])("closes on %s and logs a sentence", async (_name, data, code, sentence) => {
    const stranger = await bench.dial();
    stranger.socket.send(data);
    expect(await stranger.closed()).toMatchObject({ code });
    await logged(sentence);
    const member = await bench.dial();
    await member.join(benchToken, "w");
    member.socket.send(data);
    expect(await member.closed()).toMatchObject({ code });
    await waitUntil(() => bench.log.filter((line) => sentence.test(line)).length === 2, {
      what: "a second log line",
    });
    expect(bench.events).toEqual(["joined w", "silent w"]);
  });

  it("logs one sentence for a peer that goes on sending garbage", async () => {
    const worker = await bench.dial();
    for (let sent = 0; sent < 50; sent++) worker.sendBytes(Uint8Array.of(0xc1));
    await worker.closed();
    expect(bench.log).toHaveLength(1);
  });

  it("logs why a worker has left it, and nothing about plain closes", async () => {
    const [plain, goodbye, worker] = [await bench.dial(), await bench.dial(), await bench.dial()];
    plain.socket.close();
    goodbye.socket.close(4000, "goodbye");
    for (const each of [plain, goodbye]) await each.closed();
    worker.socket.close(4403, "the master does not know this worker's token");
    await logged(/^WARNING The link of 127\.0\.0\.1:\d+ was closed: the master does not know/);
    expect(bench.log).toHaveLength(1);
  });

  it("goes on serving others whatever one peer does", async () => {
    const good = bench.join("good");
    await waitUntil(() => good.link.isJoined, { what: "the good worker joined" });
    for (const frame of [Uint8Array.of(0xc1), new Uint8Array(0)]) {
      const bad = await bench.dial();
      bad.sendBytes(frame);
      await bad.closed();
    }
    good.link.send(workerExamples.usersGone);
    await waitUntil(() => bench.messages.length === 1, { what: "the good worker's message" });
    expect(good.partings()).toBe(0);
  });
});

describe("a worker", () => {
  const rogues: RogueMaster[] = [];
  const links: BenchLink[] = [];
  afterEach(() => {
    for (const { link } of links.splice(0)) link.close("the test is over");
    for (const rogue of rogues.splice(0)) rogue.close();
  });

  const meet = async (answer: RogueAnswer) => {
    const rogue = await RogueMaster.start(answer);
    rogues.push(rogue);
    const worker = openLink(rogue.url, "w");
    links.push(worker);
    return { rogue, worker };
  };
  const { challenge, welcome } = masterExamples;

  it("leaves a master that cannot prove the token, with a sentence on both sides", async () => {
    const { rogue, worker } = await meet((message) =>
      message.type === "hello" ? { ...challenge, nonce: createNonce() } : welcome,
    );
    await ended(worker);
    const reason = "the master does not know this worker's token";
    expect(worker.ends).toEqual([{ kind: "refused", reason }]);
    expect(worker.welcomes).toEqual([]);
    await waitUntil(() => rogue.closings.length === 1, { what: "the rogue was left" });
    expect(rogue.closings).toEqual([{ code: 4403, reason }]);
  });

  it("leaves a master that sends its own proof back to it", async () => {
    const { worker } = await meet((message) => {
      if (message.type === "hello") return { ...challenge, nonce: message.nonce };
      return message.type === "proof" ? { ...welcome, proof: message.proof } : null;
    });
    await ended(worker);
    expect(worker.ends).toMatchObject([
      { kind: "refused", reason: expect.stringContaining("token") },
    ]);
  });

  it("leaves a master that says welcome before it asked for a proof", async () => {
    const { worker } = await meet(() => welcome);
    await ended(worker);
    expect(worker.ends).toMatchObject([
      { kind: "refused", reason: "the master said welcome before it asked for a proof" },
    ]);
  });

  it("leaves a master of another protocol version and names both", async () => {
    const { rogue, worker } = await meet(() => ({ ...challenge, protocol: 2, version: "9.9.9" }));
    await ended(worker);
    expect(worker.ends).toMatchObject([
      {
        kind: "refused",
        reason: expect.stringMatching(
          /speaks protocol 2 \(gadfly 9\.9\.9\), this worker speaks 1 /,
        ),
      },
    ]);
    await waitUntil(() => rogue.closings.length === 1, { what: "the rogue was left" });
    expect(rogue.closings[0]).toMatchObject({ code: 4403 });
    expect(rogue.received.map(({ type }) => type)).toEqual(["hello"]);
  });

  it("closes the link when it is refused, though the master leaves it open", async () => {
    const { rogue, worker } = await meet(() => masterExamples.refused);
    await ended(worker);
    expect(worker.ends).toEqual([{ kind: "refused", reason: masterExamples.refused.text }]);
    await waitUntil(() => rogue.closings.length === 1, { what: "the link closed" });
  });

  it.each([
    ["a message before the welcome", masterExamples.stop, /stop came before the welcome/],
    ["a goodbye before the welcome", masterExamples.goodbye, /goodbye came before the welcome/],
    ["a part before the welcome", masterExamples.part, /part came before the welcome/],
    ["a malformed frame", Uint8Array.of(0xc1), /not a message: type 0xc1 is not allowed/],
  ])("closes on %s with a sentence, and tries again", async (_name, answer, sentence) => {
    const { rogue, worker } = await meet(() => answer);
    await waitUntil(() => rogue.sockets.length >= 2, { what: "a second attempt" });
    expect(rogue.closings[0]).toMatchObject({
      code: 4400,
      reason: expect.stringMatching(sentence),
    });
    expect(worker.log[0]).toMatch(sentence);
    expect(worker.ends).toEqual([]);
  });

  it("never sends its token", async () => {
    const { rogue, worker } = await meet((message) =>
      message.type === "hello" ? challenge : message.type === "proof" ? welcome : null,
    );
    await ended(worker);
    const sent = Buffer.from(packValue(rogue.received)).toString("latin1");
    expect(rogue.received.map(({ type }) => type)).toEqual(["hello", "proof"]);
    expect(sent).not.toContain(benchToken);
  });
});
