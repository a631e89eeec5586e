// The engine of one test: a server process on a port of its own, and its log.
import { type Child, startChild } from "../../../bench/src/process/spawn.ts";
import { tinyModelName } from "../model/tiny-model.ts";
import type { EngineLog, LogEntry } from "../engine/log-entry.ts";
import { engineSetup } from "./engine-setup.ts";
import { waitUntil } from "../../support/wait-until.ts";

/** How much the server does at once. */
export interface ServerSize {
  readonly slots: number;
  /** Of each slot, in tokens. */
  readonly contextSize?: number;
}

const isLog = (value: unknown): value is EngineLog =>
  typeof value === "object" && value !== null && "entries" in value;

// However gadfly groups the digits of a name.
const withoutDashes = (name: string): string => name.replaceAll("-", "");

/** A server that was started. */
export class RealEngine implements AsyncDisposable {
  readonly url: string;
  readonly #child: Child;

  private constructor(url: string, child: Child) {
    this.url = url;
    this.#child = child;
  }

  /** Starts one and waits until it can be asked. */
  static async start({ slots, contextSize = 1024 }: ServerSize): Promise<RealEngine> {
    if (engineSetup === null) throw new Error("the engine is not installed");
    const { serverPath, modelPath } = engineSetup;
    const child = startChild({
      command: process.execPath,
      args: [serverPath, "--model", modelPath, "--name", tinyModelName].concat(
        ["--slots", String(slots)],
        ["--context-size", String(contextSize)],
      ),
    });
    const [, url = ""] = await child.hasWritten(/listening on (\S+)/, 60_000);
    return new RealEngine(url, child);
  }

  /** What it has done and does. */
  async log(): Promise<EngineLog> {
    const answer: unknown = await (await fetch(`${this.url}/log`)).json();
    if (isLog(answer)) return answer;
    throw new Error("this is no log");
  }

  /** The requests of one run: gadfly's names for them begin with the run's. */
  async entriesOf(runId: string): Promise<readonly LogEntry[]> {
    const { entries } = await this.log();
    return entries.filter(({ requestId }) =>
      withoutDashes(requestId).startsWith(withoutDashes(runId)),
    );
  }

  /** Waits until no slot is held and nobody waits for one. */
  isIdle(timeoutMs: number): Promise<void> {
    const idles = async (): Promise<boolean> => {
      const { running, waiting } = await this.log();
      return running + waiting === 0;
    };
    return waitUntil(idles, { timeoutMs, what: "all slots are free" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stop();
  }
}
