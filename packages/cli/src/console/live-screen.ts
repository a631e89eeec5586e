// A few lines at the bottom of a terminal that are drawn over and over, while what is written above
// them stays. The only place that moves the cursor.
import {
  leaveFrame,
  openUpdate,
  redrawFrame,
  updateFrame,
} from "@gadfly/master/console/live/frame-update";
import type { TextOutput } from "../command-context.ts";

/** The lines at the bottom of one terminal. */
export class LiveScreen {
  readonly #output: TextOutput;
  #frame: readonly string[] = [];
  readonly #leave = (): void => this.clear();

  constructor(output: TextOutput) {
    this.#output = output;
    // However the process ends, the terminal gets its cursor back.
    process.once("exit", this.#leave);
  }

  /** Shows these lines; writes only those that changed. */
  draw(lines: readonly string[]): void {
    const isNew = this.#frame.length === 0 && lines.length > 0;
    const update = isNew ? redrawFrame(lines) : updateFrame(this.#frame, lines);
    this.#frame = lines;
    if (update !== "") this.#output.write(update);
  }

  /** Lets something be written above the lines, which are drawn below it as `next`. */
  writeAbove(write: () => void, next: readonly string[] = this.#frame): void {
    if (this.#frame.length === 0) {
      write();
      return;
    }
    this.#output.write(openUpdate);
    write();
    if (next.length > 0) this.#frame = next;
    this.#output.write(redrawFrame(this.#frame));
  }

  /** Takes the lines away; the cursor is where the first of them was. */
  clear(): void {
    if (this.#frame.length > 0) this.#output.write(leaveFrame);
    this.#frame = [];
  }

  /** Takes the lines away for good. */
  close(): void {
    this.clear();
    process.off("exit", this.#leave);
  }
}
