// What the page may ask for when it starts a run: target, load and request. Whatever names a file of
// the master's machine, and whatever belongs to the program and not to the run, stays out.
import { describeError } from "../errors/error-text.ts";
import type { OptionTable } from "./option.ts";
import { findOption } from "./option-names.ts";
import type { OptionProblem } from "./resolve/given-value.ts";
import { startRequestPlace } from "./resolve/origin.ts";
import type { ConfigFile } from "./resolve/read-file-values.ts";
import { loadOptions, usersOption } from "./table/load-options.ts";
import { requestOptions } from "./table/request-options.ts";
import { targetOptions } from "./table/target-options.ts";
import { timerOptions } from "./table/timer-options.ts";

const { caCert: _caCert, ...openTargetOptions } = targetOptions;
const { apiFile: _apiFile, ...openRequestOptions } = requestOptions;

/** The options of the start form, in the order in which it shows them. */
export const startOptions: OptionTable = {
  ...openTargetOptions,
  users: usersOption,
  ...loadOptions,
  ...openRequestOptions,
  ...timerOptions,
};

/** A wish to start, by option name as in a config file. */
export type StartRequest = Readonly<Record<string, unknown>>;

/** The request as a source of options. */
export const toOptionSource = (request: StartRequest): ConfigFile => ({
  path: startRequestPlace,
  entries: Object.entries(request).map(([key, value]) => ({ key, value, line: null })),
});

const fixed = (given: string, reason: string): OptionProblem =>
  describeError("GF_OPTION_FIXED", { given, reason });

/** Which parts of a request the page may not ask for. Unknown names are told by whoever resolves it. */
export const refuseFixedOptions = (request: StartRequest, known: OptionTable): OptionProblem[] =>
  Object.entries(request).flatMap(([name, value]) => {
    const isOpen = findOption(startOptions, name) !== null;
    if (!isOpen && findOption(known, name) !== null)
      return [fixed(`'${name}'`, "it is about the program or its files, not about a run")];
    const namesFile = name === "prompt" && typeof value === "string" && value.startsWith("@");
    if (!namesFile) return [];
    const problem = fixed("'prompt: @…'", "it would read a file of this machine");
    return [{ ...problem, option: name }];
  });
