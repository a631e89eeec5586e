// Where a run stands: the only place that moves it, and only as its table allows.
import { runMachine, type RunEvent, type RunState } from "@gadfly/shared/lifecycle/run-machine";
import type { Logger } from "@gadfly/shared/logging/logger";
import { type RunStage, stages } from "./run-stage.ts";

/** The state of one run. */
export class RunPosition {
  readonly #logger: Logger;
  #state: RunState = "ready";

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** The state in the words of the table. */
  get state(): RunState {
    return this.#state;
  }

  /** How much of it matters to members and clocks. */
  get stage(): RunStage {
    return stages[this.#state];
  }

  /** Takes the event, unless it means nothing here. */
  step(event: RunEvent): boolean {
    const next = runMachine.next(this.#state, event);
    if (next === null) {
      this.#logger.debug(`run: ${event} means nothing in ${this.#state}`);
      return false;
    }
    this.#logger.debug(`run: ${this.#state} → ${next} (${event})`);
    this.#state = next;
    return true;
  }
}
