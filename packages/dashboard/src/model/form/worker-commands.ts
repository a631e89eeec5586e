// How a worker is added: the command for the master's machine and the one for others, or what the master
// would have to be started with.
import { isLoopbackHost } from "@gadfly/shared/options/bind-host";
import { program } from "@gadfly/shared/units/program-words";
import type { StartForm } from "@gadfly/shared/options/describe/start-form";

const usualPort = 5557;

type Facts = Pick<StartForm, "workersPort" | "workersNeedToken" | "takesOtherMachines">;

/** The commands. */
export interface WorkerCommands {
  /** On the master's machine. */
  readonly here: string;
  /** On other machines; null: the master takes none of them. */
  readonly elsewhere: string | null;
  /** What the master needs so that it takes other machines; "" where it does. */
  readonly masterNeeds: string;
  /** Whether the word TOKEN stands in the commands. */
  readonly hasToken: boolean;
}

const workerWith = (host: string, { workersPort, workersNeedToken }: Facts): string =>
  [
    workersNeedToken ? "GADFLY_TOKEN=TOKEN" : "",
    `${program} worker`,
    host === "" ? "" : `--master-host ${host}`,
    workersPort === usualPort ? "" : `--master-port ${String(workersPort)}`,
  ]
    .filter(Boolean)
    .join(" ");

/** The commands; null: the program has workers of its own. `pageHost` is where the page was fetched. */
export const workerCommands = (pageHost: string, facts: Facts): WorkerCommands | null => {
  const { workersPort, workersNeedToken, takesOtherMachines } = facts;
  if (workersPort === null) return null;
  const master = isLoopbackHost(pageHost) ? "MASTER-ADDRESS" : pageHost;
  return {
    here: workerWith("", facts),
    elsewhere: takesOtherMachines ? workerWith(master, facts) : null,
    masterNeeds: takesOtherMachines
      ? ""
      : `${workersNeedToken ? "" : "--token auto "}--master-bind-host 0.0.0.0`,
    hasToken: workersNeedToken,
  };
};
