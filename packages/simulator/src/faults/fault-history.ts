// What one server remembers of its faults: how many requests each of them has hit. Some quirks answer
// by it, e.g. a model that loads while the first requests come.

import type { JsonObject } from "../apis/generation-request.ts";
import type { Behaviour } from "./behaviour.ts";
import { findBehaviour } from "./fault-table.ts";

/** Chooses the behaviour of each request of one server. */
export class FaultHistory {
  readonly #modelName: string;
  readonly #orders = new Map<string, number>();

  /** `modelName` is the model that the server lists. */
  constructor(modelName: string) {
    this.#modelName = modelName;
  }

  /** How the next request with this fault or quirk is answered; undefined when there is no such one. */
  next(name: string | null, body: JsonObject): Behaviour | undefined {
    const behaviour = findBehaviour(name);
    if (name === null || behaviour === undefined || behaviour.perRequest === null) return behaviour;
    const order = (this.#orders.get(name) ?? 0) + 1;
    this.#orders.set(name, order);
    return {
      ...behaviour,
      ...behaviour.perRequest({ body, modelName: this.#modelName, order }),
    };
  }
}
