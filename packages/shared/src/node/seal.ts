// Secrets on a link without TLS: AES-256-GCM under HKDF-SHA256(token, both nonces, worker id).
// Each link has its own key, so a sealed plan cannot be replayed to another worker or on another day.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { err, ok, type Result } from "../errors/result.ts";
import type { Nonces } from "./token-proof.ts";

const ivBytes = 12;
const tagBytes = 16;

/** The key of one link. */
export const deriveLinkKey = (token: string, nonces: Nonces, workerId: string): Uint8Array => {
  const salt = Buffer.concat([nonces.worker, nonces.master]);
  return new Uint8Array(hkdfSync("sha256", token, salt, `gadfly/1 seal ${workerId}`, 32));
};

/** iv ‖ ciphertext ‖ tag. */
export const seal = (key: Uint8Array, plain: Uint8Array): Uint8Array => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Uint8Array.from(Buffer.concat([iv, body, cipher.getAuthTag()]));
};

/** Opens what `seal` made with the same key; any change to it is noticed. */
export const unseal = (key: Uint8Array, sealed: Uint8Array): Result<Uint8Array> => {
  if (sealed.length < ivBytes + tagBytes) return err("sealed secrets are too short");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, ivBytes));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    const body = sealed.subarray(ivBytes, sealed.length - tagBytes);
    return ok(Uint8Array.from(Buffer.concat([decipher.update(body), decipher.final()])));
  } catch {
    return err("the sealed secrets do not open with this link's key");
  }
};
