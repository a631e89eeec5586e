// Our own HTTP/1.1 engine: as little as possible between the socket and the handler of a request.

import type { Transport } from "../transport.ts";
import { H1Slot } from "./h1-slot.ts";
import type { SlotContext } from "./h1-slot.ts";
import { createRequestWriter } from "./request-writer.ts";
import { TurnQueue } from "./turn-queue.ts";

/** A transport to one origin (scheme, host and port). */
export function createH1Transport(origin: string): Transport {
  const url = new URL(origin);
  const isSecure = url.protocol === "https:";
  const defaultPort = isSecure ? 443 : 80;
  const slots = new Set<H1Slot>();
  const context: SlotContext = {
    address: {
      isSecure,
      hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: url.port === "" ? defaultPort : Number(url.port),
    },
    write: createRequestWriter(url.host),
    turns: new TurnQueue(),
    onClose: (slot) => slots.delete(slot),
  };
  return {
    openSlot() {
      const slot = new H1Slot(context);
      slots.add(slot);
      return slot;
    },
    async close() {
      await Promise.all([...slots].map((slot) => slot.close()));
    },
  };
}
