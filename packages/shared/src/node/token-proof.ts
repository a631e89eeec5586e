// The token is proven, never sent: HMAC-SHA256 over both nonces, with the prover's role in the text
// so that one side's proof is useless as the other's.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Bytes of each side's nonce. */
export const nonceBytes = 32;

/** A fresh nonce. */
export const createNonce = (): Uint8Array => Uint8Array.from(randomBytes(nonceBytes));

/** A fresh token of 128 bits, as printed by `--token auto`. */
export const createToken = (): string => randomBytes(16).toString("hex");

/** Both sides' nonces of one handshake. */
export interface Nonces {
  readonly worker: Uint8Array;
  readonly master: Uint8Array;
}

/** What one side sends to show that it knows `secret`. */
export const createProof = (
  secret: string | Uint8Array,
  role: "worker" | "master" | "resume",
  nonces: Nonces,
): Uint8Array =>
  Uint8Array.from(
    createHmac("sha256", secret)
      .update(`gadfly/1 ${role}\n`)
      .update(nonces.worker)
      .update(nonces.master)
      .digest(),
  );

/** Compares in constant time. */
export const isSameProof = (expected: Uint8Array, given: Uint8Array): boolean =>
  expected.length === given.length && timingSafeEqual(expected, given);
