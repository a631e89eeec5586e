// The transport for APIs that speak WebSocket.

import type { ConnectionPlan } from "@gadfly/shared/plan/plan";
import { TurnQueue } from "../h1/turn-queue.ts";
import { shareSlots } from "../shared-slots.ts";
import { createTlsTrust } from "../tls-trust.ts";
import type { Transport } from "../transport.ts";
import { WebSocketSlot } from "./websocket-slot.ts";
import type { WebSocketContext } from "./websocket-slot.ts";

/** A transport to one origin (http or https, host and port), whose sockets are as planned. */
export function createWebSocketTransport(origin: string, connections: ConnectionPlan): Transport {
  const url = new URL(origin);
  const isSecure = url.protocol === "https:";
  const defaultPort = isSecure ? 443 : 80;
  const slots = new Set<WebSocketSlot>();
  const context: WebSocketContext = {
    origin: `${isSecure ? "wss" : "ws"}://${url.host}`,
    address: {
      isSecure,
      hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: url.port === "" ? defaultPort : Number(url.port),
      trust: isSecure ? createTlsTrust(connections) : undefined,
    },
    closesAlways: connections.reuse === "per-request",
    turns: new TurnQueue(),
    onClose: (slot) => slots.delete(slot),
  };
  const transport: Transport = {
    openSlot() {
      const slot = new WebSocketSlot(context);
      slots.add(slot);
      return slot;
    },
    async close() {
      await Promise.all([...slots].map((slot) => slot.close()));
    },
  };
  return connections.reuse === "pooled" ? shareSlots(transport) : transport;
}
