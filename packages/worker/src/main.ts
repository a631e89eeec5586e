// Starts a worker. One process, one event loop, one share of the load.
import type { LinkEnd } from "./link/master-link.ts";
import { Worker, type WorkerSettings } from "./worker.ts";

/** A worker that runs. */
export interface RunningWorker {
  /** Settles when the link is over for good. */
  readonly ended: Promise<LinkEnd>;
  /** Says goodbye and stops. */
  close(reason: string): Promise<void>;
}

/** Starts a worker; it dials until it is welcomed, refused, or out of patience. */
export const startWorker = (settings: WorkerSettings): RunningWorker => {
  const { promise, resolve } = createDeferred<LinkEnd>();
  const worker = new Worker(settings, resolve);
  worker.open();
  return { ended: promise, close: (reason) => worker.close(reason) };
};

const createDeferred = <T>(): { promise: Promise<T>; resolve: (value: T) => void } => {
  let settle: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, resolve: settle };
};
