import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveLinkKey, seal, unseal } from "./seal.ts";
import { createNonce } from "./token-proof.ts";

const token = "a token of sixteen or more";
const nonces = { worker: createNonce(), master: createNonce() };
const key = deriveLinkKey(token, nonces, "worker-id");
const plain = new TextEncoder().encode("Bearer sk-very-secret");
const shut = { ok: false, error: "the sealed secrets do not open with this link's key" };

describe("a sealed text", () => {
  it("opens with the key that each side derives for itself", () => {
    const bytes = fc.uint8Array({ maxLength: 2000 });
    fc.assert(
      fc.property(bytes, (given) => {
        const opened = unseal(deriveLinkKey(token, nonces, "worker-id"), seal(key, given));
        expect(opened).toEqual({ ok: true, value: Uint8Array.from(given) });
      }),
    );
  });

  it("shows nothing of what is inside, and never looks the same twice", () => {
    const sealed = Buffer.from(seal(key, plain));
    expect(sealed.includes(Buffer.from(plain).subarray(0, 4))).toBe(false);
    expect(Buffer.from(seal(key, plain)).equals(sealed)).toBe(false);
  });

  it("does not open when any one bit of it is changed", () => {
    const sealed = seal(key, plain);
    const bits = Array.from({ length: sealed.length * 8 }, (_, bit) => bit);
    const opened = bits.filter((bit) => {
      const damaged = sealed.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return unseal(key, damaged).ok;
    });
    expect(opened).toEqual([]);
  });

  it("does not open when it is cut or lengthened", () => {
    const sealed = seal(key, plain);
    const lengths = Array.from({ length: sealed.length }, (_, length) => length);
    const opened = lengths.filter((length) => unseal(key, sealed.subarray(0, length)).ok);
    expect(opened).toEqual([]);
    expect(unseal(key, Uint8Array.of(...sealed, 0))).toEqual(shut);
    expect(unseal(key, new Uint8Array(27))).toMatchObject({ ok: false });
  });

  it.each([
    ["another token", deriveLinkKey(`${token}!`, nonces, "worker-id")],
    ["another worker id", deriveLinkKey(token, nonces, "worker-ie")],
    [
      "another nonce of the worker",
      deriveLinkKey(token, { ...nonces, worker: createNonce() }, "worker-id"),
    ],
    [
      "another nonce of the master",
      deriveLinkKey(token, { ...nonces, master: createNonce() }, "worker-id"),
    ],
  ])("does not open with the key of %s", (_name, other) => {
    expect(unseal(other, seal(key, plain))).toEqual(shut);
  });

  it("does not open with the token's own bytes as a key", () => {
    const naive = new Uint8Array(32);
    naive.set(new TextEncoder().encode(token).subarray(0, 32));
    expect(unseal(naive, seal(key, plain))).toEqual(shut);
  });
});
