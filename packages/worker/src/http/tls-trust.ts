// Whom TLS connections trust: the certificates that Node brings, those of the system and those of the
// plan; or everybody. Made once per transport, because reading hundreds of certificates takes longer
// than a handshake.

import type { ConnectionPlan } from "@gadfly/shared/plan/plan";
import { createSecureContext, rootCertificates } from "node:tls";
import type { SecureContext } from "node:tls";
import { readSystemCertificates, splitCertificates } from "./system-certificates.ts";

/** Options of a TLS connection that say which certificates it accepts. */
export interface TlsTrust {
  readonly secureContext: SecureContext;
  /** Set only when any certificate will do; otherwise Node's rule holds. */
  readonly rejectUnauthorized?: false;
}

/** The trust that a plan asks for. */
export function createTlsTrust(connections: Pick<ConnectionPlan, "caPem" | "insecure">): TlsTrust {
  if (connections.insecure) {
    return { secureContext: createSecureContext(), rejectUnauthorized: false };
  }
  // One list for all: naming any certificate makes Node forget its own.
  const bundles = [...rootCertificates, readSystemCertificates(), connections.caPem ?? ""];
  return { secureContext: createSecureContext({ ca: splitCertificates(bundles) }) };
}
