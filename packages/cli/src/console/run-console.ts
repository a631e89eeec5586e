// What a person sees while a run is under way: a live view or a progress line on a terminal, plain lines
// in a pipe, Locust's table when headless. Log lines stand above what is drawn, never in it.
import type { LiveDetails } from "@gadfly/master/console/live/live-details";
import { composeScreen } from "@gadfly/master/console/live/compose-screen";
import type { LiveView } from "@gadfly/master/console/live-view";
import { formatPeriodicTable } from "@gadfly/master/console/periodic-table";
import { printable } from "@gadfly/master/console/printable";
import { formatPlainProgress, formatProgressLine } from "@gadfly/master/console/progress-line";
import { truncate } from "@gadfly/master/console/text/text-width";
import type { Environment } from "@gadfly/shared/options/resolve/read-environment";
import type { TextOutput } from "../command-context.ts";
import { LiveScreen } from "./live-screen.ts";
import { rowsOf, styleOf } from "./terminal-size.ts";

/** What to show during the run. */
export type ProgressKind = "view" | "line" | "plain" | "table" | "nothing";

/** Settings of the console. */
export interface ConsoleSettings {
  readonly output: TextOutput;
  readonly env: Environment;
  readonly progress: ProgressKind;
  /** Whether keys are listened to, and should be named. */
  readonly hasKeys: boolean;
}

/** Where lines stay, a wait gets one in so many periods. */
const periodsPerWaitingLine = 3;

/** The run, as far as it is shown. */
export interface ShownRun {
  view(): LiveView;
  details(): LiveDetails;
}

const periodMs: Readonly<Record<ProgressKind, number>> = {
  // Figures come once a second. With 200 workers all of them take the master some 30 ms to gather.
  view: 1_000,
  line: 250,
  plain: 2_000,
  table: 2_000,
  nothing: 2_000,
};

/** A terminal that is being dragged has many sizes; this long without another one, it has found its own. */
const resizeQuietMs = 200;

/** For log lines a frame is composed anew after so many times as it took: a flood of them costs a tenth. */
const composeShare = 10;

/** Shows one run. */
export class RunConsole {
  readonly #settings: ConsoleSettings;
  readonly #screen: LiveScreen;
  #run: ShownRun | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isHelpShown = false;
  #quiet: NodeJS.Timeout | undefined;
  readonly #resized = (): void => this.#waitForSize();
  #waitingPeriods = 0;
  #freshUntilMs = Number.NEGATIVE_INFINITY;

  constructor(settings: ConsoleSettings) {
    this.#settings = settings;
    this.#screen = new LiveScreen(settings.output);
  }

  /** Begins to show the run now and then. */
  start(run: ShownRun): void {
    const { progress, output } = this.#settings;
    if (progress === "nothing") return;
    this.#run = run;
    this.#timer = setInterval(() => this.#show(run), periodMs[progress]);
    output.on?.("resize", this.#resized);
  }

  /** Removes what is drawn and shows no more. */
  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#quiet);
    this.#settings.output.off?.("resize", this.#resized);
    this.#run = null;
    this.#screen.close();
  }

  /** A log line to `output`, which may share the screen with what is drawn. */
  log(output: TextOutput, line: string): void {
    if (output.isTTY === true) this.#screen.writeAbove(() => output.write(line), this.#frameNow());
    else output.write(line);
  }

  /** Shows the keys at length, or no more. */
  toggleHelp(): void {
    this.#isHelpShown = !this.#isHelpShown;
    this.refresh();
  }

  /** Draws at once, after a key. */
  refresh(): void {
    const frame = this.#compose();
    if (frame !== null) this.#screen.draw(frame);
  }

  /** What is drawn, as it is at this moment; null: nothing is. */
  #compose(): string[] | null {
    const { progress } = this.#settings;
    if (this.#run === null || this.#quiet !== undefined) return null;
    if (progress === "line") return this.#composeLine(this.#run);
    if (progress !== "view") return null;
    const beganMs = performance.now();
    const frame = this.#composeView(this.#run);
    const endedMs = performance.now();
    this.#freshUntilMs = endedMs + (endedMs - beganMs) * composeShare;
    return frame;
  }

  /** Below a log line stands what is true when it is written. */
  #frameNow(): string[] | undefined {
    if (performance.now() < this.#freshUntilMs) return undefined;
    return this.#compose() ?? undefined;
  }

  /**
   * Nothing is drawn while the size changes: lines that are too long for the next size would be broken
   * by the terminal and scroll away, where nobody can take them back.
   */
  #waitForSize(): void {
    this.#screen.clear();
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.#quiet = undefined;
      this.refresh();
    }, resizeQuietMs);
  }

  #show(run: ShownRun): void {
    const { output, env, progress } = this.#settings;
    if (progress === "view" || progress === "line") {
      this.refresh();
      return;
    }
    const view = run.view();
    if (view.waitingFor !== null) {
      this.#showWaiting(view.waitingFor);
      return;
    }
    if (!isUnderWay(view)) return;
    const style = styleOf(output, env);
    if (progress === "plain") output.write(`${formatPlainProgress(view, style.colour)}\n`);
    else output.write(`${formatPeriodicTable(view, style).join("\n")}\n\n`);
  }

  /** Where lines stay: a line of its own, now and then. */
  #showWaiting(text: string): void {
    if (this.#waitingPeriods++ % periodsPerWaitingLine === 0)
      this.#settings.output.write(`${printable(text)}\n`);
  }

  #composeLine(run: ShownRun): string[] {
    const view = run.view();
    if (view.waitingFor !== null)
      return [truncate(printable(view.waitingFor), this.#style().width)];
    return isUnderWay(view) ? [formatProgressLine(view, this.#style())] : [];
  }

  #composeView(run: ShownRun): string[] {
    const { output, hasKeys } = this.#settings;
    // One row stays for the log.
    const height = rowsOf(output) - 1;
    const isHelpShown = this.#isHelpShown;
    return composeScreen(run.details(), { ...this.#style(), height, hasKeys, isHelpShown });
  }

  /** One column less: a terminal wraps when its last column is filled. */
  #style() {
    const { output, env } = this.#settings;
    const style = styleOf(output, env);
    return { ...style, width: Math.max(20, style.width - 1) };
  }
}

const isUnderWay = ({ state }: LiveView): boolean => state !== "ready" && state !== "preparing";
