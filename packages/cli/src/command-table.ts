// The commands: what help says about each, and where its code is. Code is loaded only when it runs.
import type { ExitName } from "@gadfly/shared/errors/exit-codes";
import type { CommandName } from "@gadfly/shared/options/command-options";
import { program } from "@gadfly/shared/units/program-words";
import type { CommandHandler } from "./command-context.ts";

/** The arguments of a command that are not flags. */
export interface Positional {
  readonly name: string;
  readonly description: string;
  /** Any number of them, also none: the command itself says what is missing. Otherwise just one. */
  readonly isList?: true;
}

/** One command. */
export interface CommandRow<Command extends CommandName> {
  readonly summary: string;
  /** Command lines that work, each with what it does. */
  readonly examples: readonly (readonly [commandLine: string, effect: string])[];
  /** The arguments that are not flags; null when there are none. */
  readonly positional: Positional | null;
  /** The exit codes that it gives; absent: all of them. */
  readonly exits?: readonly ExitName[];
  load(): Promise<CommandHandler<Command>>;
}

/** The type of the table: one row for every command that has options. */
export type CommandTable = { readonly [Command in CommandName]: CommandRow<Command> };

/** Every command, in the order of the help. */
export const commandTable: CommandTable = {
  run: {
    summary: "Load a server from this machine: a master and its workers in one command.",
    examples: [
      [
        `${program} run -H http://127.0.0.1:8000 -u 20 -r 5 -t 30s`,
        "20 users, 5 more each second, for 30 s",
      ],
      [
        `${program} run -H http://127.0.0.1:8000 -m my-model -u 1 -n 100`,
        "100 requests, one after another",
      ],
      [
        `${program} run --config bench.yaml --json > result.json`,
        "options from a file, the result as JSON",
      ],
    ],
    positional: null,
    load: async () => (await import("./commands/run.ts")).runCommand,
  },
  master: {
    summary: "Coordinate workers on other machines and merge what they measure.",
    examples: [
      [
        `${program} master -u 500 -r 50 -t 5m --expect-workers 4 --token auto -H http://10.0.0.9:8000`,
        "wait for 4 workers, then run; prints the worker command",
      ],
      [
        `${program} master --users 500 --spawn-rate 50 -H http://10.0.0.9:8000`,
        "until Ctrl-C; workers on this machine only",
      ],
    ],
    positional: null,
    load: async () => (await import("./commands/master.ts")).masterCommand,
  },
  worker: {
    summary: "Generate load for a master.",
    examples: [
      [`${program} worker --master-host 10.0.0.5 --token-file token`, "one process"],
      [
        `${program} worker --master-host 10.0.0.5 --token-file token --processes -1`,
        "one process per core",
      ],
    ],
    positional: null,
    exits: ["internalError", "badOptions", "clusterTrouble", "success"],
    load: async () => (await import("./commands/worker.ts")).workerCommand,
  },
  simulate: {
    summary: "Serve a simulated model whose latencies are known.",
    examples: [
      [`${program} simulate --port 8000`, "about 100 tokens/s per request"],
      [
        `${program} simulate --base-ttft-ms 200 --itl-ms 25 --max-batch 32`,
        "a slower model with a short batch",
      ],
    ],
    positional: null,
    exits: ["internalError", "badOptions", "success"],
    load: async () => (await import("./commands/simulate.ts")).simulateCommand,
  },
  demo: {
    summary: "See it work: a simulated server, a master, two workers, 30 seconds, the summary.",
    examples: [[`${program} demo`, "needs nothing else"]],
    positional: null,
    load: async () => (await import("./commands/demo.ts")).demoCommand,
  },
  report: {
    summary: "Show the summary of an earlier run again, also of one that was cut off.",
    examples: [
      [`${program} report gadfly-results/RUN`, "the summary as text"],
      [`${program} report gadfly-results/RUN --json`, "the result as JSON"],
      [`${program} report gadfly-results/RUN --html report.html`, "one file for the browser"],
      [`${program} report gadfly-results/RUN --junit junit.xml`, "for a CI server"],
      [`${program} report gadfly-results/RUN --csv run`, "Locust's tables"],
    ],
    positional: { name: "RUN", description: "folder of a run, or its journal or result.json" },
    exits: ["internalError", "badOptions", "success"],
    load: async () => (await import("./commands/report.ts")).reportCommand,
  },
  compare: {
    summary: "Set results side by side, tell changes from noise, and fail a build that got slower.",
    examples: [
      [`${program} compare gadfly-results/A gadfly-results/B`, "B against A, as text"],
      [
        `${program} compare A B --html compare.html --svg compare.svg`,
        "the page, and its figures alone",
      ],
      [
        `${program} compare A B --fail-on 'ttft.p95>+5%'`,
        "exit code 3 when it got slower beyond noise",
      ],
      [`${program} compare --levels levels.yaml --html levels.html`, "systems by concurrency"],
    ],
    positional: {
      name: "RUN...",
      description:
        "folders of runs, their journals or result.json files; the first is the baseline",
      isList: true,
    },
    exits: ["internalError", "badOptions", "sloMissed", "success"],
    load: async () => (await import("./commands/compare.ts")).compareCommand,
  },
};
