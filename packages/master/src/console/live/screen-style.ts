// How to draw the live view: the room of the terminal, and what the person at it has asked for.
import type { ConsoleStyle } from "../console-style.ts";

/** Given to the composer of the live view. */
export interface ScreenStyle extends ConsoleStyle {
  /** Rows that it may take; no screen is ever higher. */
  readonly height: number;
  /** Whether somebody can press keys. */
  readonly hasKeys: boolean;
  readonly isHelpShown: boolean;
}
