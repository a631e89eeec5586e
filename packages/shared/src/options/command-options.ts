// Which command has which options, and the types that they resolve to.
import type { OptionTable, ValuesOf } from "./option.ts";
import {
  leaseOptions,
  localProcessesOption,
  masterOptions,
  tokenOptions,
  workerOptions,
  workerProcessesOption,
} from "./table/cluster-options.ts";
import { compareOptions } from "./table/compare-options.ts";
import { demoOptions } from "./table/demo-options.ts";
import { logOptions, sourceOptions } from "./table/general-options.ts";
import { loadOptions, usersOnMasterOption, usersOption } from "./table/load-options.ts";
import {
  consoleOptions,
  documentOptions,
  folderOptions,
  screenOptions,
} from "./table/output-options.ts";
import { htmlOption, recordOptions, reportOptions } from "./table/report-options.ts";
import { requestOptions } from "./table/request-options.ts";
import { simulateOptions } from "./table/simulate-options.ts";
import { targetOptions } from "./table/target-options.ts";
import { timerOptions } from "./table/timer-options.ts";
import { webOptions } from "./table/web-options.ts";

/** What the plan of a run is made from, wherever its workers are. */
const planOptions = {
  ...targetOptions,
  ...loadOptions,
  ...requestOptions,
  ...timerOptions,
  ...leaseOptions,
};

const resultOptions = {
  ...consoleOptions,
  ...documentOptions,
  ...reportOptions,
  ...recordOptions,
  ...folderOptions,
};
const programOptions = { ...logOptions, ...sourceOptions };

/** The options of every command. */
export const commandOptions = {
  run: {
    users: usersOption,
    ...planOptions,
    processes: localProcessesOption,
    ...resultOptions,
    ...webOptions,
    ...programOptions,
  },
  master: {
    users: usersOnMasterOption,
    ...planOptions,
    ...masterOptions,
    ...tokenOptions,
    ...resultOptions,
    ...webOptions,
    ...programOptions,
  },
  worker: {
    ...workerOptions,
    processes: workerProcessesOption,
    ...tokenOptions,
    ...programOptions,
  },
  simulate: { ...simulateOptions, ...programOptions },
  demo: {
    ...demoOptions,
    ...screenOptions,
    headless: consoleOptions.headless,
    ...documentOptions,
    ...htmlOption,
    ...folderOptions,
    ...webOptions,
    ...logOptions,
  },
  report: { ...documentOptions, ...reportOptions, ...logOptions },
  compare: { ...compareOptions, ...documentOptions, ...logOptions },
} as const satisfies Record<string, OptionTable>;

/** A command of gadfly. */
export type CommandName = keyof typeof commandOptions;

/** The commands that share one config file. */
export const configFileCommands = ["run", "master", "worker"] as const satisfies CommandName[];

/** What the options of a command resolve to. */
export type ResolvedOptions<Command extends CommandName> = ValuesOf<
  (typeof commandOptions)[Command]
>;

/** The names of all commands, in the order of the help. */
export const commandNames = Object.keys(commandOptions).filter(isCommandName);

/** Whether a word is the name of a command. */
export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(commandOptions, word);
}

/** The options of a command, for code that walks over them. */
export function optionsOf(command: CommandName): OptionTable {
  return commandOptions[command];
}

/** The commands that have an option of this key. */
export function commandsWith(key: string): CommandName[] {
  return commandNames.filter((command) => Object.hasOwn(commandOptions[command], key));
}
