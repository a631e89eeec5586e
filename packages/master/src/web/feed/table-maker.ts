// The tables of the run under way, made a slice at a time: with a thousand series all of them take longer
// than the workers' messages may wait. Kept until something happens.
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { RunDesk } from "../desk/run-desk.ts";
import type { InParts } from "../../stats/in-parts.ts";
import { liveTablesOf } from "./live-tables.ts";
import type { Turns } from "./turns.ts";

/** What may be done in one turn of the event loop. */
const sliceMs = 3;
/** As old as the tables of somebody who has just come may be. */
const freshMs = 1_500;

/** Makes tables. */
export class TableMaker {
  readonly #desk: RunDesk;
  readonly #turns: Turns;
  #tables: LiveTables | null = null;
  #work: InParts<ResultDocument> | null = null;
  #madeAtMs = Number.NEGATIVE_INFINITY;
  #hasNews = true;
  #spentMs = 0;

  constructor(desk: RunDesk, turns: Turns) {
    this.#desk = desk;
    this.#turns = turns;
  }

  /** The newest; null: there is no run, or none are made yet. */
  get tables(): LiveTables | null {
    return this.#tables;
  }

  /** Whether they can be shown to somebody who has just come. */
  get isFresh(): boolean {
    const isTrue = this.#work === null && !this.#hasNews;
    return isTrue || performance.now() - this.#madeAtMs < freshMs;
  }

  /** Whether they are being made. */
  get isBusy(): boolean {
    return this.#work !== null;
  }

  /** Time that the last ones took, without the pauses. */
  get spentMs(): number {
    return this.#spentMs;
  }

  /** Something was written: the tables are no longer true. */
  noteNews(): void {
    this.#hasNews = true;
  }

  /** Another run, or none. */
  forget(): void {
    this.#work = null;
    this.#tables = null;
    this.#hasNews = true;
    this.#madeAtMs = Number.NEGATIVE_INFINITY;
  }

  /**
   * Makes them unless they are true; `made` is called once they are there. Does nothing while they are
   * being made.
   */
  refresh(made: () => void = () => {}): void {
    if (this.#work !== null) return;
    const work = this.#hasNews ? this.#desk.resultInParts : null;
    if (work === null) {
      // What is not there is also known.
      this.#hasNews = false;
      made();
      return;
    }
    this.#hasNews = false;
    this.#work = work;
    this.#spentMs = 0;
    this.#turns.add(() => this.#advance(work, made));
  }

  /** Makes them at once. */
  finish(): void {
    const { result } = this.#desk;
    this.#work = null;
    this.#tables = result === null ? null : liveTablesOf(result);
  }

  #advance(work: InParts<ResultDocument>, made: () => void): void {
    // Forgotten meanwhile.
    if (this.#work !== work) return;
    const fromMs = performance.now();
    while (performance.now() - fromMs < sliceMs) {
      const step = work.next();
      if (step.done !== true) continue;
      this.#spentMs += performance.now() - fromMs;
      this.#work = null;
      this.#madeAtMs = performance.now();
      this.#tables = liveTablesOf(step.value);
      made();
      return;
    }
    this.#spentMs += performance.now() - fromMs;
    this.#turns.add(() => this.#advance(work, made));
  }
}
