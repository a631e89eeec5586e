// Workers on one machine share its local ports: each checks its own share, and only the master knows who
// sits beside whom.
import type { Plan } from "@gadfly/shared/plan/plan";
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import type { WorkerEntry } from "../workers/worker-entry.ts";

/** Local ports for one address of a target, as Linux gives them unless it is told otherwise. */
export const usualLocalPorts = 28_232;

/** What is worth saying, and the worker to whose machine it applies. */
export interface HostFinding {
  readonly worker: WorkerEntry;
  readonly finding: Finding;
}

const grouped = (value: number): string => value.toLocaleString("en-US");

const findingOf = (host: string, users: number, plan: Plan): Finding => ({
  code: "local_ports",
  text:
    `${grouped(users)} connections from ${host}: a machine has ${grouped(usualLocalPorts)} local ` +
    `ports for each address unless its ip_local_port_range was widened ` +
    `(${plan.targets.length === 1 ? "one address" : `${plan.targets.length} addresses`} here); ` +
    `use workers on more machines`,
});

/** Machines of which the workers may run out of local ports together. */
export const findCrowdedHosts = (plan: Plan, workers: readonly WorkerEntry[]): HostFinding[] => {
  const byHost = new Map<string, WorkerEntry[]>();
  for (const worker of workers)
    byHost.set(worker.host, [...(byHost.get(worker.host) ?? []), worker]);
  return [...byHost].flatMap(([host, here]) => {
    const [worker] = here;
    const users = Math.ceil((plan.load.users * here.length) / workers.length);
    const isRoomy = users <= usualLocalPorts * plan.targets.length;
    // One worker alone has looked at the real range.
    if (worker === undefined || here.length === 1 || isRoomy) return [];
    return [{ worker, finding: findingOf(host, users, plan) }];
  });
};
