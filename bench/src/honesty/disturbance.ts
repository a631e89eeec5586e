// What can be done to a worker, in data, and doing it.
import { startChild } from "../process/spawn.ts";
import { CpuQuota, type Quota } from "./cpu-quota.ts";
import { type Duty, DutyCycle } from "./duty-cycle.ts";

/** What is done to the worker of a run. */
export type Disturbance =
  | { readonly kind: "none" }
  /** Programs that compute on the worker's core, all the time or in bursts. */
  | { readonly kind: "neighbour"; readonly count: number; readonly duty?: Duty }
  /** Less CPU time than it may want, by control group. */
  | { readonly kind: "quota"; readonly quota: Quota }
  /** Stopped by turns. */
  | { readonly kind: "pause"; readonly duty: Duty };

/** Who is disturbed. */
export interface Victim {
  readonly pid: number;
  /** Undefined where processes cannot be pinned. */
  readonly core: number | undefined;
}

/** Ends a disturbance. */
export type Lift = () => Promise<void>;

// Counts, and looks now and then whether the one who started it is still there.
const spinner =
  'i=0; while :; do i=$((i+1)); [ $((i % 100000)) = 0 ] && { kill -0 "$PPID" || exit; }; done';

const startNeighbour = (victim: Victim, duty: Duty | undefined): Lift => {
  const child = startChild({
    command: "sh",
    args: ["-c", spinner],
    ...(victim.core === undefined ? {} : { core: victim.core }),
  });
  const bursts = duty === undefined ? null : new DutyCycle(child.pid, duty);
  return async () => {
    bursts?.[Symbol.dispose]();
    await child.stop();
  };
};

const liftOf = (applied: Disposable): Lift => {
  return () => {
    applied[Symbol.dispose]();
    return Promise.resolve();
  };
};

/** Begins a disturbance; null where this machine does not allow it. */
export const disturb = (victim: Victim, disturbance: Disturbance): Lift | null => {
  switch (disturbance.kind) {
    case "none":
      return () => Promise.resolve();
    case "neighbour": {
      const { count, duty } = disturbance;
      const lifts = Array.from({ length: count }, () => startNeighbour(victim, duty));
      return async () => {
        await Promise.all(lifts.map((lift) => lift()));
      };
    }
    case "quota": {
      const quota = CpuQuota.apply(victim.pid, disturbance.quota);
      return quota === null ? null : liftOf(quota);
    }
    case "pause":
      return liftOf(new DutyCycle(victim.pid, disturbance.duty));
  }
};
