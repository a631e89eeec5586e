// How much room an output has, and whether it can be drawn on.
import { createColour } from "@gadfly/master/console/colour";
import type { ConsoleStyle } from "@gadfly/master/console/console-style";
import type { Environment } from "@gadfly/shared/options/resolve/read-environment";
import type { TextOutput } from "../command-context.ts";

const widthWhenPiped = 120;
/** What a terminal is taken for that does not know its size. */
const usualSize = { columns: 80, rows: 24 };

/** A pipe has no width of its own; COLUMNS may give it one. */
const pipedWidth = (env: Environment): number => {
  const asked = Number(env["COLUMNS"]);
  return Number.isInteger(asked) && asked >= 40 ? asked : widthWhenPiped;
};

const orUsual = (size: number | undefined, usual: number): number =>
  size === undefined || size <= 0 ? usual : size;

/** Width and colours of an output; NO_COLOR and a pipe mean no colour. */
export const styleOf = (output: TextOutput, env: Environment): ConsoleStyle => {
  const isTty = output.isTTY === true;
  const hasColour = isTty && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
  return {
    width: isTty ? orUsual(output.columns, usualSize.columns) : pipedWidth(env),
    colour: createColour(hasColour),
  };
};

/** The rows of a terminal. */
export const rowsOf = (output: TextOutput): number => orUsual(output.rows, usualSize.rows);

/** Whether lines that are there can be written over: TERM=dumb says that they cannot. */
export const canDraw = (output: TextOutput, env: Environment): boolean =>
  output.isTTY === true && env["TERM"] !== "dumb";
