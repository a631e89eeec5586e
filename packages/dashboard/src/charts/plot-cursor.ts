// What the pointer or the keyboard does in one chart and all charts show: the crosshair and a range that
// is being drawn. Kept outside the components, so that moving it draws lines and legends and nothing else.
import type { TimeRange } from "../model/chart-data.ts";

/** Where the crosshair stands. */
export interface CursorState {
  /** null: the pointer is away. */
  readonly timeS: number | null;
  /** Where a range began that Shift extends. */
  readonly anchorS: number | null;
  /** Range under the pointer that is not yet chosen. */
  readonly draft: TimeRange;
}

const away: CursorState = { timeS: null, anchorS: null, draft: null };

/** The crosshair of all charts. */
export class PlotCursor {
  #state = away;
  #isTold = true;
  readonly #listeners = new Set<() => void>();
  readonly #soon: (tell: () => void) => void;

  /** `soon` runs its argument once before the next picture. */
  constructor(soon: (tell: () => void) => void) {
    this.#soon = soon;
  }

  /** Where it stands now; the same object until it moves. */
  get state(): CursorState {
    return this.#state;
  }

  /** Moves it; listeners hear of many moves once. */
  move(state: Partial<CursorState>): void {
    this.#state = { ...this.#state, ...state };
    if (!this.#isTold) return;
    this.#isTold = false;
    this.#soon(() => {
      this.#isTold = true;
      for (const listener of this.#listeners) listener();
    });
  }

  /** Takes crosshair and draft away. */
  leave(): void {
    this.move(away);
  }

  /** Calls back after moves; the answer lets go. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
