import { describe, expect, it } from "vitest";
import { createProof } from "@gadfly/shared/node/token-proof";
import { gadflyVersion, protocolVersion } from "@gadfly/shared/protocol/version";
import type { WorkerMessage, WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import { helloOf, snapshotOf } from "../../../../test/support/snapshots.ts";
import { advanceHandshake, type HandshakeState } from "./handshake.ts";

const token = "a token of this master";
const start: HandshakeState = { step: "awaitingHello" };
const nonces = { worker: new Uint8Array(32).fill(1), master: new Uint8Array(32).fill(2) };
const challenged: HandshakeState = { step: "awaitingProof", hello: helloOf(), nonces };

const proofOf = (
  given: string,
  parts: Partial<WorkerMessageOf<"proof">> = {},
): WorkerMessageOf<"proof"> => ({
  type: "proof",
  proof: createProof(given, "worker", nonces),
  resumeProof: null,
  ...parts,
});

const goodbye: WorkerMessage = { type: "goodbye", reason: "bye" };
const twoWords = { worker: nonces.master, master: nonces.worker };

const refusals: [what: string, state: HandshakeState, message: WorkerMessage, code: string][] = [
  ["another protocol version", start, helloOf({ protocol: protocolVersion + 1 }), "version"],
  ["a version from before there was one", start, helloOf({ protocol: 0 }), "version"],
  ["a nonce that can be guessed", start, helloOf({ nonce: new Uint8Array(15) }), "nonce"],
  ["a proof before hello", start, proofOf(token), "order"],
  ["a snapshot before hello", start, snapshotOf(0, 0), "order"],
  ["a goodbye before hello", start, goodbye, "order"],
  ["a second hello", challenged, helloOf(), "order"],
  ["a snapshot before the proof", challenged, snapshotOf(0, 0), "order"],
  ["another token", challenged, proofOf("a token of another master"), "token"],
  ["no token", challenged, proofOf(""), "token"],
  ["an empty proof", challenged, proofOf(token, { proof: new Uint8Array() }), "token"],
  [
    "the master's own proof sent back",
    challenged,
    proofOf(token, { proof: createProof(token, "master", nonces) }),
    "token",
  ],
  [
    "a proof over the nonces in the wrong places",
    challenged,
    proofOf(token, { proof: createProof(token, "worker", twoWords) }),
    "token",
  ],
];

describe("handshake", () => {
  it("answers hello with a challenge and a fresh nonce", () => {
    const first = advanceHandshake(start, helloOf(), token);
    const second = advanceHandshake(start, helloOf(), token);
    expect(first).toMatchObject({
      kind: "answer",
      message: { type: "challenge", protocol: protocolVersion, version: gadflyVersion },
      state: { step: "awaitingProof", hello: helloOf() },
    });
    if (first.kind !== "answer" || second.kind !== "answer") throw new Error("no answer");
    expect(first.message).not.toEqual(second.message);
  });

  it("remembers both nonces for the proof", () => {
    const answer = advanceHandshake(start, helloOf(), token);
    if (answer.kind !== "answer" || answer.message.type !== "challenge") throw new Error("refused");
    const given = { worker: helloOf().nonce, master: answer.message.nonce };
    const proof = createProof(token, "worker", given);
    expect(advanceHandshake(answer.state, proofOf(token, { proof }), token).kind).toBe("admit");
  });

  it("admits who proves the token, with what it needs to resume", () => {
    const resumeProof = new Uint8Array([7]);
    expect(advanceHandshake(challenged, proofOf(token, { resumeProof }), token)).toEqual({
      kind: "admit",
      hello: helloOf(),
      nonces,
      resumeProof,
    });
  });

  it("admits a worker without token to a master without token", () => {
    expect(advanceHandshake(challenged, proofOf(""), "").kind).toBe("admit");
  });

  it.each(refusals)("refuses %s", (_what, state, message, code) => {
    expect(advanceHandshake(state, message, token)).toMatchObject({ kind: "refuse", code });
  });

  it("names both versions and the remedy to a worker of another protocol", () => {
    const action = advanceHandshake(start, helloOf({ protocol: 9, version: "7.7.7" }), token);
    if (action.kind !== "refuse") throw new Error("not refused");
    expect(action.text).toContain("protocol 9 (gadfly 7.7.7)");
    expect(action.text).toContain(`speaks ${protocolVersion} (gadfly ${gadflyVersion})`);
    expect(action.text).toContain("install the same version");
  });

  it("tells a worker with a token that the master has none", () => {
    expect(advanceHandshake(challenged, proofOf(token), "")).toMatchObject({
      kind: "refuse",
      code: "token",
      text: expect.stringContaining("this master has none") as unknown,
    });
  });
});
