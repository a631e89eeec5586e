// The runs of one program: the one it was started for, and, where there is a page that may ask for them,
// others after it. The answer is the exit code of the last.
import type { RunningMaster } from "@gadfly/master/main";
import { type PreparedRun, RunDesk } from "@gadfly/master/web/desk/run-desk";
import type { WebServer } from "@gadfly/master/web/web-server";
import { exitCodes } from "@gadfly/shared/errors/exit-codes";
import type { Logger } from "@gadfly/shared/logging/logger";
import { conductRun, type ConductRequest, humanOutput } from "./conduct-run.ts";
import type { RunConsole } from "./console/run-console.ts";
import { onStopSignal } from "./console/stop-signals.ts";
import type { WebSide } from "./web/web-side.ts";

/** What a command wants to say between the runs. */
export interface RunsListener {
  /** The page is served, at this address. */
  pageOpened(address: string): void;
  /** A run is over and its files are written. */
  runEnded(prepared: PreparedRun): void;
}

/** Everything that the runs of a program need. */
export interface ConductRunsRequest extends Omit<ConductRequest, "prepared" | "desk"> {
  /** Opens the folder of the first run; null: the page starts that one, too. */
  readonly first: (() => PreparedRun) | null;
  /** null: no page. */
  readonly web: WebSide | null;
  readonly logger: Logger;
  readonly told?: RunsListener;
}

const createDesk = (
  side: WebSide,
  master: RunningMaster,
  { expectWorkers }: ConductRunsRequest,
): RunDesk =>
  new RunDesk({
    check: (start) => side.check(start),
    form: () => side.form(master.port),
    log: side.log,
    takesStarts: side.takesStarts,
    expectWorkers,
    workers: () => master.workers,
  });

/** The server's code is loaded only where there is a page. */
const openPage = async (
  side: WebSide,
  desk: RunDesk,
  { logger, options, surroundings, told }: ConductRunsRequest,
): Promise<WebServer> => {
  const { openWeb } = await import("./web/open-web.ts");
  const output = humanOutput(options, surroundings);
  return openWeb({ side, desk, logger, output, opened: (address) => told?.pageOpened(address) });
};

/** One run after another, as long as somebody asks for them. */
const runInTurn = async (
  desk: RunDesk,
  lingerMs: number,
  { start, waiting, conduct }: Turns,
): Promise<number> => {
  let exitCode: number = exitCodes.success;
  if (start === null) waiting();
  let next = start === null ? await desk.nextStart(Number.POSITIVE_INFINITY) : start();
  while (next !== null) {
    exitCode = await conduct(next);
    next = await desk.nextStart(lingerMs);
  }
  return exitCode;
};

interface Turns {
  readonly start: (() => PreparedRun) | null;
  readonly waiting: () => void;
  readonly conduct: (prepared: PreparedRun) => Promise<number>;
}

/** Says something the first time only. */
const once = (act: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
};

/** Runs what is asked for until nobody may ask any more. */
export const conductRuns = async (
  master: RunningMaster,
  screen: RunConsole,
  request: ConductRunsRequest,
): Promise<number> => {
  const { first, web, told } = request;
  const waiting = once(request.waiting ?? (() => {}));
  const conduct = async (prepared: PreparedRun, desk: RunDesk | null): Promise<number> => {
    const exitCode = await conductRun(master, screen, { ...request, prepared, desk, waiting });
    told?.runEnded(prepared);
    return exitCode;
  };
  if (web === null) return first === null ? exitCodes.success : conduct(first(), null);
  const desk = createDesk(web, master, request);
  // Between two runs nobody else listens; during one, this keeps another from beginning.
  const release = onStopSignal(() => desk.quit());
  let server: WebServer | null = null;
  try {
    server = await openPage(web, desk, request);
    const turns = { start: first, waiting, conduct: (next: PreparedRun) => conduct(next, desk) };
    return await runInTurn(desk, web.lingerMs, turns);
  } finally {
    release();
    await server?.close("the program ends");
  }
};
