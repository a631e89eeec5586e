// What a person sees while a run is under way: a progress line on a terminal, plain lines in a pipe,
// Locust's table when headless. Log lines and the progress line share the screen.
import { createColour } from "@gadfly/master/console/colour";
import type { ConsoleStyle } from "@gadfly/master/console/console-style";
import type { LiveView } from "@gadfly/master/console/live-view";
import { formatPeriodicTable } from "@gadfly/master/console/periodic-table";
import { printable } from "@gadfly/master/console/printable";
import { formatPlainProgress, formatProgressLine } from "@gadfly/master/console/progress-line";
import { truncate } from "@gadfly/master/console/text/text-width";
import type { Environment } from "@gadfly/shared/options/resolve/read-environment";
import type { TextOutput } from "../command-context.ts";

/** What to show during the run. */
export type ProgressKind = "line" | "plain" | "table" | "nothing";

/** Settings of the console. */
export interface ConsoleSettings {
  readonly output: TextOutput;
  readonly env: Environment;
  readonly progress: ProgressKind;
}

const linePeriodMs = 250;
const tablePeriodMs = 2_000;
/** Where lines stay, a wait gets one in so many periods. */
const periodsPerWaitingLine = 3;
const widthWhenPiped = 120;
const clearLine = "\r\u001b[2K";

/** A pipe has no width of its own; COLUMNS may give it one. */
const pipedWidth = (env: Environment): number => {
  const asked = Number(env["COLUMNS"]);
  return Number.isInteger(asked) && asked >= 40 ? asked : widthWhenPiped;
};

/** Width and colours of an output; NO_COLOR and a pipe mean no colour. */
export const styleOf = (output: TextOutput, env: Environment): ConsoleStyle => {
  const isTty = output.isTTY === true;
  const hasColour = isTty && (env["NO_COLOR"] ?? "") === "";
  return {
    width: isTty ? (output.columns ?? 80) : pipedWidth(env),
    colour: createColour(hasColour),
  };
};

/** Shows one run. */
export class RunConsole {
  readonly #settings: ConsoleSettings;
  #timer: NodeJS.Timeout | undefined;
  #hasLine = false;
  #waitingPeriods = 0;

  constructor(settings: ConsoleSettings) {
    this.#settings = settings;
  }

  /** Begins to show `view` now and then. */
  start(view: () => LiveView): void {
    const { progress } = this.#settings;
    if (progress === "nothing") return;
    const periodMs = progress === "line" ? linePeriodMs : tablePeriodMs;
    this.#timer = setInterval(() => this.#show(view()), periodMs);
  }

  /** Removes the progress line and shows no more. */
  stop(): void {
    clearInterval(this.#timer);
    this.#erase();
  }

  /** A log line to `output`, which may share the screen with the progress line. */
  log(output: TextOutput, line: string): void {
    this.#erase();
    output.write(line);
  }

  #show(view: LiveView): void {
    const { output, env, progress } = this.#settings;
    const style = styleOf(output, env);
    if (view.waitingFor !== null) {
      this.#showWaiting(view.waitingFor, style);
      return;
    }
    if (view.state === "ready" || view.state === "preparing") return;
    if (progress === "line") {
      // One column less: a terminal wraps when its last column is filled.
      const width = Math.max(20, style.width - 1);
      output.write(`${clearLine}${formatProgressLine(view, { ...style, width })}`);
      this.#hasLine = true;
    } else if (progress === "plain") output.write(`${formatPlainProgress(view, style.colour)}\n`);
    else output.write(`${formatPeriodicTable(view, style).join("\n")}\n\n`);
  }

  /** On a terminal over the line before; elsewhere a line of its own, now and then. */
  #showWaiting(text: string, { width }: ConsoleStyle): void {
    const { output, progress } = this.#settings;
    if (progress === "line") {
      output.write(`${clearLine}${truncate(printable(text), Math.max(20, width - 1))}`);
      this.#hasLine = true;
    } else if (this.#waitingPeriods++ % periodsPerWaitingLine === 0)
      output.write(`${printable(text)}\n`);
  }

  #erase(): void {
    if (!this.#hasLine) return;
    this.#settings.output.write(clearLine);
    this.#hasLine = false;
  }
}
