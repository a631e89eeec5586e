// Where the web side asks for runs and about them, and where the program around it hears what was asked.
// One run at a time; a run that is over stays until the next begins or somebody clears it.
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import type { StartRequest } from "@gadfly/shared/options/start-options";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import { gadflyVersion } from "@gadfly/shared/protocol/version";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { CheckReply, LoadChange, StartReply } from "@gadfly/shared/web/api-table";
import { type RunStatus, webState } from "@gadfly/shared/web/run-status";
import { describeWebProblem, type WebProblem } from "@gadfly/shared/web/web-problem";
import type { LiveView } from "../../console/live-view.ts";
import type { RunOutputs } from "../../files/run-outputs.ts";
import type { RunFolder } from "../../journal/run-folder.ts";
import type { ActiveRun } from "../../main.ts";
import type { InParts } from "../../stats/in-parts.ts";
import { RunHistory } from "@gadfly/shared/journal/run-history";
import type { WorkerEntry } from "../../workers/worker-entry.ts";
import type { RunModel } from "../../stats/run-model.ts";
import type { LogTail } from "./log-tail.ts";

/** A run that may begin. */
export interface PreparedRun {
  readonly plan: Plan;
  readonly secrets: Secrets;
  readonly outputs: RunOutputs;
  readonly commandLine: string;
}

/** What a request to start comes to before anything is opened. */
export interface CheckedStart {
  readonly commandLine: string;
  readonly notes: readonly string[];
  /** Makes the plan and opens the run's folder. */
  prepare(): PreparedRun;
}

/** What the desk is given. */
export interface RunDeskDeps {
  /** Reads a request with the schemas of the options. */
  check(request: StartRequest): Result<CheckedStart, readonly WebProblem[]>;
  form(): StartForm;
  readonly expectWorkers: number;
  /** Whether runs may be started from the page at all. */
  readonly takesStarts: boolean;
  workers(): readonly WorkerEntry[];
  readonly log: LogTail;
}

/** Hears what happens at the desk. */
export interface DeskListener {
  /** Another run, or none: what was before no longer counts. */
  begun(): void;
  record(record: JournalRecord): void;
}

/** Done, or why not. */
export type Answer<T> = Result<T, readonly WebProblem[]>;

interface Followed {
  readonly run: ActiveRun;
  readonly prepared: PreparedRun;
  /** null: it is under way. Time does not go on after the end. */
  endedAtMs: number | null;
  /** Its files are written; until then another run would write over them. */
  isFiled: boolean;
}

type RunPart = Omit<RunStatus, "gadfly" | "expectWorkers" | "members" | "canStart">;

const noRun: RunPart = {
  state: "idle",
  runId: null,
  elapsedMs: 0,
  totalMs: null,
  users: 0,
  targetUsers: 0,
  spawnRate: 0,
  inFlight: 0,
  folder: null,
  commandLine: null,
};

const stateOf = ({ endedAtMs, isFiled }: Followed, { state }: LiveView): RunStatus["state"] => {
  if (endedAtMs === null) return webState.parse(state);
  return isFiled ? "stopped" : "finalizing";
};

const describeRun = (followed: Followed): RunPart => {
  const { run, prepared, endedAtMs } = followed;
  const view = run.view();
  return {
    state: stateOf(followed, view),
    runId: prepared.plan.runId,
    elapsedMs: endedAtMs ?? view.elapsedMs,
    totalMs: view.totalMs,
    users: endedAtMs === null ? view.users : 0,
    targetUsers: view.targetUsers,
    spawnRate: run.spawnRate,
    inFlight: endedAtMs === null ? view.inFlight : 0,
    folder: prepared.outputs.folder.path,
    commandLine: prepared.commandLine,
  };
};

type Wish = { readonly kind: "start"; readonly prepared: PreparedRun } | { readonly kind: "quit" };

const refuse = (...args: Parameters<typeof describeWebProblem>): Answer<never> =>
  err([describeWebProblem(...args)]);

/** The desk. */
export class RunDesk {
  readonly #deps: RunDeskDeps;
  readonly #listeners = new Set<DeskListener>();
  #history = new RunHistory();
  #followed: Followed | null = null;
  #wish: Wish | null = null;
  #wake: () => void = () => {};

  constructor(deps: RunDeskDeps) {
    this.#deps = deps;
  }

  /** What late viewers need. */
  get history(): RunHistory {
    return this.#history;
  }

  /** The start form. */
  get form(): StartForm {
    return this.#deps.form();
  }

  /** The newest lines of the log. */
  get log(): LogTail {
    return this.#deps.log;
  }

  /** Where the run's files are; null: nowhere. */
  get folder(): RunFolder | null {
    return this.#followed?.prepared.outputs.folder ?? null;
  }

  /** Locust's full history, where one is written. */
  get historyFile(): string | null {
    return this.#followed?.prepared.outputs.csv?.fullHistoryPath ?? null;
  }

  /** What the records of the run have told so far; null without a run. */
  get model(): RunModel | null {
    return this.#followed?.run.model ?? null;
  }

  /** Every worker that the master knows. */
  get workers(): readonly WorkerEntry[] {
    return this.#deps.workers();
  }

  /** Calls back from now on; the answer lets go. */
  listen(listener: DeskListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The next start that somebody asks for; null: nobody within the time, or the program ends. */
  async nextStart(withinMs: number): Promise<PreparedRun | null> {
    if (this.#wish === null && withinMs > 0) await this.#someWish(withinMs);
    const wish = this.#wish;
    if (wish?.kind !== "start") return null;
    this.#wish = null;
    return wish.prepared;
  }

  /** No further start is waited for. */
  quit(): void {
    this.#wish = { kind: "quit" };
    this.#wake();
  }

  /** What to call with every record of a run that begins. */
  readonly told = (record: JournalRecord): void => {
    if (record.type === "open") {
      this.#history = new RunHistory();
      this.#followed = null;
      this.log.beginRun();
    }
    this.#history.add(record);
    // Of the first record they hear that there is a run, once it can be asked about; of answers nothing.
    if (record.type === "open" || record.type === "response") return;
    for (const listener of this.#listeners) listener.record(record);
  };

  /** A run is under way. */
  follow(run: ActiveRun, prepared: PreparedRun): void {
    this.#followed = { run, prepared, endedAtMs: null, isFiled: false };
    for (const listener of this.#listeners) listener.begun();
  }

  /** Nothing more is measured; the files of the run are being written. */
  measured(): void {
    const followed = this.#followed;
    if (followed !== null) followed.endedAtMs ??= followed.run.view().elapsedMs;
  }

  /** The run that was followed is over, and so are its files. */
  ended(): void {
    this.measured();
    this.log.endRun();
    if (this.#followed !== null) this.#followed.isFiled = true;
  }

  /** The live view; null without a run. */
  get view(): LiveView | null {
    return this.#followed?.run.view() ?? null;
  }

  /** The result, of a run under way that of what was measured so far. */
  get result(): ResultDocument | null {
    return this.#followed?.run.result() ?? null;
  }

  /** The same, a short part at a time. */
  get resultInParts(): InParts<ResultDocument> | null {
    return this.#followed?.run.resultInParts() ?? null;
  }

  /** Where everything stands. */
  get status(): RunStatus {
    const followed = this.#followed;
    return {
      gadfly: gadflyVersion,
      ...(followed === null ? noRun : describeRun(followed)),
      ...(this.#wish?.kind === "start" ? { state: "ready" as const } : {}),
      expectWorkers: this.#deps.expectWorkers,
      members: this.#members().map(({ id, name, host, liveness }) => ({
        id,
        name,
        host,
        liveness,
      })),
      canStart: this.#startProblem() === null,
    };
  }

  /** Reads a request to start, and does nothing. */
  check(request: StartRequest): CheckReply {
    const checked = this.#deps.check(request);
    if (!checked.ok) return { commandLine: null, notes: [], problems: [...checked.error] };
    const { commandLine, notes } = checked.value;
    return { commandLine, notes: [...notes], problems: [] };
  }

  /** Asks for a run. */
  start(request: StartRequest): Answer<StartReply> {
    const problem = this.#startProblem();
    if (problem !== null) return refuse(problem);
    const checked = this.#deps.check(request);
    if (!checked.ok) return checked;
    const prepared = checked.value.prepare();
    this.#wish = { kind: "start", prepared };
    this.#wake();
    const { commandLine, notes } = checked.value;
    return ok({ runId: prepared.plan.runId, commandLine, notes: [...notes] });
  }

  /** Changes the load of the run under way. */
  changeLoad(change: LoadChange): Answer<RunStatus> {
    return this.#withRun((run) => run.setLoad(change));
  }

  /** Stops the run under way; a second call does not wait for its requests. */
  stop(): Answer<RunStatus> {
    return this.#withRun((run) => {
      run.requestStop();
      return true;
    });
  }

  /** Metrics begin anew. */
  reset(): Answer<RunStatus> {
    return this.#withRun((run) => run.resetStats());
  }

  /** Forgets a run that is over. */
  clear(): Answer<RunStatus> {
    if (this.#isBusy) return refuse("RUN_ACTIVE");
    this.#followed = null;
    this.#history = new RunHistory();
    for (const listener of this.#listeners) listener.begun();
    return ok(this.status);
  }

  /** Workers that are there now, and those of the run. */
  #members(): WorkerEntry[] {
    const ofRun = this.model?.workers;
    return this.workers.filter(
      ({ id, liveness }) =>
        liveness === "alive" || liveness === "silent" || ofRun?.has(id) === true,
    );
  }

  get #isBusy(): boolean {
    return this.#wish?.kind === "start" || this.#followed?.isFiled === false;
  }

  #startProblem(): "RUN_ACTIVE" | "RUN_LAST" | null {
    if (!this.#deps.takesStarts || this.#wish?.kind === "quit") return "RUN_LAST";
    return this.#isBusy ? "RUN_ACTIVE" : null;
  }

  #withRun(act: (run: ActiveRun) => boolean): Answer<RunStatus> {
    const followed = this.#followed;
    if (followed === null || followed.endedAtMs !== null) return refuse("RUN_ABSENT");
    if (act(followed.run)) return ok(this.status);
    return refuse("RUN_ABSENT", "The run is not in a state in which this can be changed.");
  }

  #someWish(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(withinMs) ? setTimeout(resolve, withinMs) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
