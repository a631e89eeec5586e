// A master's hub and port without a run, workers' links to it, and everything that both sides say.

import { WorkerHub } from "@gadfly/master/workers/worker-hub";
import type { WorkerEntry } from "@gadfly/master/workers/worker-entry";
import { startWorkerServer, type WorkerServer } from "@gadfly/master/api/worker-server";
import type { Logger } from "@gadfly/shared/logging/logger";
import type { WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import type { Welcome } from "@gadfly/worker/link/handshake";
import { type LinkEnd, MasterLink } from "@gadfly/worker/link/master-link";
import { HandWorker } from "./hand-worker.ts";

/** The token of a bench unless a test wants another. */
export const benchToken = "token-of-the-bench";

/** A logger that keeps `LEVEL text` of what is worth a line. */
export const recordingLogger = (lines: string[]): Logger => ({
  debug: () => {},
  info: (text) => void lines.push(`INFO ${text}`),
  warn: (text) => void lines.push(`WARNING ${text}`),
  error: (text) => void lines.push(`ERROR ${text}`),
});

/** A worker's link and what it told its owner. */
export interface BenchLink {
  readonly link: MasterLink;
  readonly log: string[];
  readonly welcomes: Welcome[];
  readonly messages: MasterMessage[];
  readonly ends: LinkEnd[];
  /** How often the link went down and was redialled. */
  partings(): number;
}

/** Opens a worker's link; it redials for ten seconds. */
export const openLink = (url: string, name: string, token = benchToken): BenchLink => {
  const log: string[] = [];
  const welcomes: Welcome[] = [];
  const messages: MasterMessage[] = [];
  const ends: LinkEnd[] = [];
  let partings = 0;
  const redial = { firstWaitMs: 10_000, masterWaitMs: 10_000 };
  const link = new MasterLink(
    { url, token, name, redial, logger: recordingLogger(log) },
    {
      joined: (welcome) => void welcomes.push(welcome),
      message: (message) => void messages.push(message),
      parted: () => void partings++,
      ended: (end) => void ends.push(end),
    },
  );
  link.open();
  return { link, log, welcomes, messages, ends, partings: () => partings };
};

/** What a test may want to be different. */
export interface BenchSettings {
  readonly token?: string;
  readonly leaseMs?: number;
  readonly port?: number;
}

/** A hub that listens. */
export class LinkBench {
  /** The master's log. */
  readonly log: string[] = [];
  /** What the hub told its owner: `joined w`, `silent w` … */
  readonly events: string[] = [];
  readonly messages: WorkerMessage[] = [];
  readonly hub: WorkerHub;
  #server: WorkerServer | null = null;
  readonly #closers: (() => void)[] = [];

  private constructor({ token = benchToken, leaseMs = 5_000 }: BenchSettings) {
    const tell = (what: string, worker: WorkerEntry) =>
      void this.events.push(`${what} ${worker.name}`);
    this.hub = new WorkerHub(
      { token, leaseMs, heartbeatMs: 1_000, logger: recordingLogger(this.log) },
      {
        joined: (worker) => tell("joined", worker),
        resumed: (worker, wasLost) => tell(wasLost ? "returned" : "resumed", worker),
        message: (_worker, message) => void this.messages.push(message),
        silent: (worker) => tell("silent", worker),
        lost: (worker) => tell("lost", worker),
        left: (worker, reason) => tell(`left (${reason})`, worker),
      },
    );
  }

  /** Starts to listen on a free port. */
  static async start(settings: BenchSettings = {}): Promise<LinkBench> {
    const bench = new LinkBench(settings);
    bench.#server = await startWorkerServer(bench.hub, "127.0.0.1", settings.port ?? 0);
    return bench;
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/worker`;
  }

  /** A worker's link to this master, closed with the bench. */
  join(name: string, token = benchToken, url = this.url): BenchLink {
    const joined = openLink(url, name, token);
    this.#closers.push(() => joined.link.close("the test is over"));
    return joined;
  }

  /** A client that speaks frame by frame, closed with the bench. */
  async dial(): Promise<HandWorker> {
    const worker = await HandWorker.dial(this.url);
    this.#closers.push(() => worker.terminate());
    return worker;
  }

  /** Closes everything. */
  async close(): Promise<void> {
    for (const close of this.#closers.splice(0)) close();
    this.hub.close();
    await this.#server?.close();
  }
}
