// The HTTP engines. Ours is always there; undici is loaded when a plan asks for it, because loading it
// takes longer than all the rest of a worker.

import type { ConnectionPlan, Plan } from "@gadfly/shared/plan/plan";
import { createH1Transport } from "./h1/h1-transport.ts";
import type { Transport } from "./transport.ts";

/** Makes transports to one origin (scheme, host and port) each, whose connections are as planned. */
export type CreateTransport = (origin: string, connections: ConnectionPlan) => Transport;

/** Gets an engine ready. */
export const loadEngine = async (engine: Plan["httpEngine"]): Promise<CreateTransport> => {
  if (engine === "own") return createH1Transport;
  const { createUndiciTransport } = await import("./undici-transport.ts");
  return createUndiciTransport;
};
