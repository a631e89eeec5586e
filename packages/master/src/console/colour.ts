// The few colours of the console. Whether there is colour at all is the caller's decision
// (a terminal, and no NO_COLOR); here it is only an argument.

/** Wraps a text in a style, or returns it as it is when colour is off. */
export type Paint = (text: string) => string;

/** The styles in use. */
export interface Colour {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
}

const escape = String.fromCodePoint(27);
const style =
  (on: number, off: number): Paint =>
  (text) =>
    text === "" ? "" : `${escape}[${on}m${text}${escape}[${off}m`;
const asItIs: Paint = (text) => text;

const coloured: Colour = {
  bold: style(1, 22),
  dim: style(2, 22),
  red: style(31, 39),
  green: style(32, 39),
  yellow: style(33, 39),
};
const plain: Colour = { bold: asItIs, dim: asItIs, red: asItIs, green: asItIs, yellow: asItIs };

/** The styles, or styles that do nothing. */
export const createColour = (isOn: boolean): Colour => (isOn ? coloured : plain);
