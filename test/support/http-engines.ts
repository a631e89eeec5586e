// Both HTTP engines of the worker, for tests that hold for either.

import type { CreateTransport } from "@gadfly/worker/http/create-transport";
import { createH1Transport } from "@gadfly/worker/http/h1/h1-transport";
import { createUndiciTransport } from "@gadfly/worker/http/undici-transport";

/** One way to make transports. */
export interface HttpEngine {
  readonly name: "h1" | "undici";
  readonly createTransport: CreateTransport;
}

/** Our own engine and its oracle. */
export const httpEngines: readonly HttpEngine[] = [
  { name: "h1", createTransport: createH1Transport },
  { name: "undici", createTransport: createUndiciTransport },
];
