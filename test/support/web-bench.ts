// The web side of a master without a master: a desk whose run is fed by hand, and a real server for it.
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { discardRunFolder } from "@gadfly/master/journal/run-folder";
import type { ActiveRun, LoadChange } from "@gadfly/master/main";
import { buildLiveDetails } from "@gadfly/master/stats/live-details-builder";
import { buildLiveView, type LiveState } from "@gadfly/master/stats/live-view-builder";
import { buildResult, buildResultInParts } from "@gadfly/master/stats/result-builder";
import { RunModel } from "@gadfly/master/stats/run-model";
import { LogTail } from "@gadfly/master/web/desk/log-tail";
import { type PreparedRun, RunDesk } from "@gadfly/master/web/desk/run-desk";
import { startWebServer, type WebServer } from "@gadfly/master/web/web-server";
import { err, ok } from "@gadfly/shared/errors/result";
import { describeStartForm } from "@gadfly/shared/options/describe/start-form";
import { recordingLogger } from "./link-bench.ts";
import type { WorkerEntry } from "@gadfly/master/workers/worker-entry";
import { entryOf, openOf, planOf } from "./snapshots.ts";

/** A run that does nothing but remember what it was asked. */
class HandRun implements ActiveRun {
  readonly asked: string[] = [];
  readonly model: RunModel;
  readonly done = new Promise<never>(() => {});
  spawnRate = 10;
  #users = 20;

  constructor(model: RunModel) {
    this.model = model;
  }

  view() {
    return buildLiveView(this.model, this.#state);
  }

  details() {
    return buildLiveDetails(this.model, this.#state);
  }

  result() {
    return buildResult(this.model);
  }

  resultInParts() {
    return buildResultInParts(this.model);
  }

  requestStop(): void {
    this.asked.push("stop");
  }

  setLoad({ users = this.#users, spawnRate = this.spawnRate }: LoadChange): boolean {
    this.asked.push(`load ${users} ${spawnRate}`);
    this.#users = users;
    this.spawnRate = spawnRate;
    return true;
  }

  resetStats(): boolean {
    this.asked.push("reset");
    return true;
  }

  get #state(): LiveState {
    const live = { elapsedMs: 1_500, state: "running" as const, waitingFor: null, workers: 1 };
    return { ...live, targetUsers: this.#users };
  }
}

/** What a test may want to be different. */
export interface WebBenchSettings {
  readonly token?: string;
  readonly pageFolder?: string;
  readonly takesStarts?: boolean;
  readonly workers?: readonly WorkerEntry[];
}

/** A desk and its server. */
export class WebBench implements AsyncDisposable {
  readonly logged: string[] = [];
  readonly log = new LogTail();
  readonly desk: RunDesk;
  readonly #server: WebServer;

  private constructor(desk: RunDesk, server: WebServer) {
    this.desk = desk;
    this.#server = server;
  }

  /** Serves on a free port of this machine. */
  static async start(settings: WebBenchSettings = {}): Promise<WebBench> {
    const {
      token = "",
      pageFolder = null,
      takesStarts = true,
      workers = [entryOf("a")],
    } = settings;
    const desk = new RunDesk({
      check: (request) =>
        "host" in request
          ? ok({
              commandLine: `gadfly master -H ${String(request["host"])}`,
              notes: [],
              prepare: () => preparedOf("of-a-start"),
            })
          : err([
              { code: "GF_TARGET_MISSING", sentence: "No target is given.", hint: "Give one." },
            ]),
      form: () =>
        describeStartForm(
          {},
          {},
          { workersPort: 5557, workersNeedToken: false, takesOtherMachines: false, programId: "p" },
        ),
      expectWorkers: 1,
      takesStarts,
      workers: () => workers,
      log: new LogTail(),
    });
    const logger = recordingLogger([]);
    const where = { host: "127.0.0.1", port: 0 };
    return new WebBench(desk, await startWebServer({ desk, ...where, token, pageFolder, logger }));
  }

  get port(): number {
    return this.#server.port;
  }

  /** The address of a path. */
  url(path = "/"): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Asks as a program does. */
  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url(path), { redirect: "manual", ...init });
  }

  /** Posts JSON. */
  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { "content-type": "application/json" };
    return this.ask(path, { method: "POST", headers: { ...type, ...headers }, ...json });
  }

  /** A run begins, with these records after the first. */
  begin(runId = "run-1", ...records: JournalRecord[]): HandRun {
    const open = openOf({ runId });
    const run = new HandRun(new RunModel(open));
    this.desk.told(open);
    this.desk.follow(run, preparedOf(runId));
    this.write(run, ...records);
    return run;
  }

  /** The run goes on. */
  write({ model }: HandRun, ...records: JournalRecord[]): void {
    for (const record of records) {
      model.apply(record);
      this.desk.told(record);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close("the test is over");
  }
}

const preparedOf = (runId: string): PreparedRun => ({
  plan: planOf({ runId }),
  secrets: { apiKey: null, headers: {} },
  outputs: { folder: discardRunFolder, csv: null, records: null, html: null },
  commandLine: "gadfly master -u 20",
});
