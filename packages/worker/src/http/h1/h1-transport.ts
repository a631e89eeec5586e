// Our own HTTP/1.1 engine: as little as possible between the socket and the handler of a request.

import type { ConnectionPlan } from "@gadfly/shared/plan/plan";
import { shareSlots } from "../shared-slots.ts";
import { createTlsTrust } from "../tls-trust.ts";
import type { Transport } from "../transport.ts";
import { H1Slot } from "./h1-slot.ts";
import type { SlotContext } from "./h1-slot.ts";
import { createRequestWriter } from "./request-writer.ts";
import { TurnQueue } from "./turn-queue.ts";

/** A transport to one origin (scheme, host and port). */
export function createH1Transport(origin: string, connections: ConnectionPlan): Transport {
  const url = new URL(origin);
  const isSecure = url.protocol === "https:";
  const defaultPort = isSecure ? 443 : 80;
  const slots = new Set<H1Slot>();
  const context: SlotContext = {
    address: {
      isSecure,
      hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: url.port === "" ? defaultPort : Number(url.port),
      trust: isSecure ? createTlsTrust(connections) : undefined,
    },
    write: createRequestWriter(url.host, connections.reuse === "per-request"),
    turns: new TurnQueue(),
    onClose: (slot) => slots.delete(slot),
  };
  const transport: Transport = {
    openSlot() {
      const slot = new H1Slot(context);
      slots.add(slot);
      return slot;
    },
    async close() {
      await Promise.all([...slots].map((slot) => slot.close()));
    },
  };
  return connections.reuse === "pooled" ? shareSlots(transport) : transport;
}
