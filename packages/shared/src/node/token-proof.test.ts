import { describe, expect, it } from "vitest";
import { createNonce, createProof, createToken, isSameProof, nonceBytes } from "./token-proof.ts";

const nonces = {
  worker: new Uint8Array(nonceBytes).fill(1),
  master: new Uint8Array(nonceBytes).fill(2),
};
const token = "a token of sixteen or more";
const proof = createProof(token, "worker", nonces);

describe("a proof", () => {
  it("convinces whoever has the same token and nonces", () => {
    expect(isSameProof(createProof(token, "worker", nonces), proof)).toBe(true);
  });

  it.each([
    ["another token", createProof(`${token}.`, "worker", nonces)],
    ["no token", createProof("", "worker", nonces)],
    ["the master's role", createProof(token, "master", nonces)],
    ["the role of a resume secret", createProof(token, "resume", nonces)],
    [
      "another nonce of the worker",
      createProof(token, "worker", { ...nonces, worker: createNonce() }),
    ],
    [
      "another nonce of the master",
      createProof(token, "worker", { ...nonces, master: createNonce() }),
    ],
    [
      "the nonces exchanged",
      createProof(token, "worker", { worker: nonces.master, master: nonces.worker }),
    ],
  ])("with %s is worth nothing", (_name, other) => {
    expect(isSameProof(proof, other)).toBe(false);
  });

  it("has the same size for every token, so that it tells nothing about its length", () => {
    const sizes = ["", "x", "x".repeat(10_000)].map(
      (secret) => createProof(secret, "worker", nonces).length,
    );
    expect(sizes).toEqual([32, 32, 32]);
  });

  it("is not matched by a shorter or longer one", () => {
    expect(isSameProof(proof, proof.subarray(0, 31))).toBe(false);
    expect(isSameProof(proof, Uint8Array.of(...proof, 0))).toBe(false);
    expect(isSameProof(proof, new Uint8Array(0))).toBe(false);
  });

  it("takes a secret of bytes, too", () => {
    const secret = new TextEncoder().encode(token);
    expect(isSameProof(proof, createProof(secret, "worker", nonces))).toBe(true);
  });
});

it("makes a fresh nonce and a fresh token each time", () => {
  expect(createNonce()).toHaveLength(nonceBytes);
  expect(createNonce()).not.toEqual(createNonce());
  expect(createToken()).toMatch(/^[0-9a-f]{32}$/);
  expect(createToken()).not.toBe(createToken());
});
