// How to print: the room there is, and whether there is colour.
import type { Colour } from "./colour.ts";

/** Given to everything that prints; no line is ever longer than the width. */
export interface ConsoleStyle {
  readonly width: number;
  readonly colour: Colour;
}
