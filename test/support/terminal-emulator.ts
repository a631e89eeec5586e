// A terminal as far as our programs use one: text with wide characters, wrapping, scrolling, cursor
// up and down, clearing. What it does not know it throws on, so that nothing else is ever sent.
import { displayWidth } from "@gadfly/master/console/text/text-width";

const escape = String.fromCodePoint(27);
const sequence = new RegExp(`${escape}\\[(\\??)([0-9;]*)([A-Za-z])`, "uy");

/** The screen, and the lines that have left it at the top. */
export class TerminalEmulator {
  columns: number;
  rows: number;
  readonly scrolledOff: string[] = [];
  isCursorShown = true;
  /** Bytes are written in updates that a terminal shows at once. */
  isInUpdate = false;
  #screen: string[][] = [[]];
  #row = 0;
  #column = 0;
  #wraps = true;
  #rest = "";

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  /** The lines on the screen, without blanks at their ends and without empty lines at the bottom. */
  get lines(): string[] {
    const lines = this.#screen.map(textOf);
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  /** Where the cursor is on the screen, from 0. */
  get cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column };
  }

  /** Another size. As in most terminals without reflow: what is too wide is cut, the bottom stays. */
  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    // Rows below the cursor go first, then those at the top.
    while (this.#screen.length > rows && this.#screen.length - 1 > this.#row) this.#screen.pop();
    while (this.#screen.length > rows) this.#scroll();
    for (const line of this.#screen) line.length = Math.min(line.length, columns);
    this.#column = Math.min(this.#column, columns - 1);
  }

  /** Takes what a program has written; a sequence may be cut anywhere. */
  write(text: string): void {
    let rest = this.#rest + text;
    this.#rest = "";
    while (rest !== "") {
      const taken = rest.startsWith(escape) ? this.#obey(rest) : this.#print(rest);
      if (taken === 0) break;
      rest = rest.slice(taken);
    }
    this.#rest = rest;
  }

  #obey(text: string): number {
    sequence.lastIndex = 0;
    const [whole, isPrivate, argument = "", command = ""] = sequence.exec(text) ?? [];
    if (whole === undefined) {
      if (text.length < 12) return 0;
      throw new Error(`unknown sequence ${JSON.stringify(text.slice(0, 12))}`);
    }
    if (isPrivate === "?") this.#switch(argument, command === "h");
    else if (command !== "m") this.#move(command, argument);
    return whole.length;
  }

  #move(command: string, argument: string): void {
    const count = Number(argument === "" ? "1" : argument);
    if (command === "A") this.#row = Math.max(0, this.#row - count);
    else if (command === "B") this.#row = Math.min(this.rows - 1, this.#row + count);
    // We clear from the cursor on and nothing else: another way was sent by somebody else.
    else if (command === "K" && argument === "") this.#clearRestOfLine();
    else if (command === "J" && argument === "") this.#clearBelow();
    else throw new Error(`unknown sequence ${argument}${command}`);
  }

  #switch(mode: string, isOn: boolean): void {
    if (mode === "7") this.#wraps = isOn;
    else if (mode === "25") this.isCursorShown = isOn;
    else if (mode === "2026") this.isInUpdate = isOn;
    else throw new Error(`unknown mode ${mode}`);
  }

  #clearRestOfLine(): void {
    const line = this.#line(this.#row);
    line.length = Math.min(line.length, this.#column);
  }

  #clearBelow(): void {
    this.#screen.length = this.#row + 1;
    this.#clearRestOfLine();
  }

  #print(text: string): number {
    const [character = ""] = text;
    if (character === "\n") this.#lineFeed();
    else if (character === "\r") this.#column = 0;
    else if (/\p{Cc}/u.test(character))
      throw new Error(`control character ${JSON.stringify(character)}`);
    else this.#put(character, displayWidth(character));
    return character.length;
  }

  #put(character: string, width: number): void {
    if (width === 0) return;
    if (this.#column + width > this.columns) {
      if (!this.#wraps) this.#column = this.columns - width;
      else {
        this.#column = 0;
        this.#lineFeed();
      }
    }
    const line = this.#line(this.#row);
    while (line.length < this.#column) line.push(" ");
    line[this.#column] = character;
    if (width === 2) line[this.#column + 1] = "";
    this.#column += width;
  }

  #lineFeed(): void {
    if (this.#row === this.rows - 1) {
      while (this.#screen.length < this.rows) this.#screen.push([]);
      this.#scroll();
    }
    this.#row++;
    this.#line(this.#row);
  }

  #scroll(): void {
    this.scrolledOff.push(textOf(this.#screen.shift() ?? []));
    this.#row--;
  }

  #line(row: number): string[] {
    while (this.#screen.length <= row) this.#screen.push([]);
    return this.#screen[row] ?? [];
  }
}

const textOf = (line: readonly string[]): string => line.join("").trimEnd();
