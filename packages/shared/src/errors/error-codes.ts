// Every mistake that a user or operator can make: its code, its sentence, the remedy, the exit code.
// `{name}` in a text is a fact that whoever raises the error must give; the compiler checks it.
import { program } from "../units/program-words.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** One error that is not a bug. */
export interface ErrorCodeRow {
  readonly title: string;
  readonly sentence: string;
  readonly hint: string;
  readonly exitCode: ExitCode;
}

const { badOptions, targetUnreachable, clusterTrouble, requestsFailed, internalError } = exitCodes;

/** The table; the key is stable and public. */
export const errorCodes = {
  GF_COMMAND_UNKNOWN: {
    title: "Unknown command",
    sentence: "'{given}' is not a command of gadfly.{suggestion}",
    hint: `Run '${program} --help' for the list of commands.`,
    exitCode: badOptions,
  },
  GF_ARGUMENT_UNEXPECTED: {
    title: "Unexpected argument",
    sentence: "'{given}' is not expected here; 'gadfly {command}' takes {expected}.",
    hint: `Put quotes around a value that holds spaces. '${program} {command} --help' shows examples.`,
    exitCode: badOptions,
  },
  GF_ARGUMENT_MISSING: {
    title: "Argument missing",
    sentence: "'gadfly {command}' needs {name}: {description}.",
    hint: `'${program} {command} --help' shows examples.`,
    exitCode: badOptions,
  },
  GF_OPTION_UNKNOWN: {
    title: "Unknown option",
    sentence: "{given} is not an option of 'gadfly {command}'.{suggestion}",
    hint: `Run '${program} {command} --help' for the list of options.`,
    exitCode: badOptions,
  },
  GF_OPTION_INVALID: {
    title: "Value not allowed",
    sentence: "{given} is not allowed; {option} takes {allowed}.",
    hint: `'${program} {command} --help' describes every option.`,
    exitCode: badOptions,
  },
  GF_SIMULATOR_INVALID: {
    title: "Simulator cannot start so",
    sentence: "The simulator cannot start: {problems}.",
    hint: `'${program} simulate --help' describes every option; docs/quirks.md lists the quirks.`,
    exitCode: badOptions,
  },
  GF_OPTION_REPEATED: {
    title: "Option given twice",
    sentence: "{option} is given {count} times ({values}) and takes one value.",
    hint: "Keep one of them.",
    exitCode: badOptions,
  },
  GF_OPTION_CONFLICT: {
    title: "Options that exclude each other",
    sentence: "{first} and {second} cannot be used together: {reason}.",
    hint: "Keep one of them.",
    exitCode: badOptions,
  },
  GF_OPTION_NEEDS: {
    title: "Option that needs another",
    sentence: "{option} needs {needed}: {reason}.",
    hint: "Add {needed}, or leave out {option}.",
    exitCode: badOptions,
  },
  GF_CONFIG_UNREADABLE: {
    title: "Config file cannot be read",
    sentence: "The config file {place} cannot be read: {reason}.",
    hint: "Give --config a YAML or JSON file with one 'option: value' per line, such as 'users: 20'.",
    exitCode: badOptions,
  },
  GF_API_FILE_INVALID: {
    title: "API file not understood",
    sentence: "The API file {path} cannot be used: {problems}.",
    hint: "A file needs name, path, a body with a place for the prompt, and response.text; YAML and JSON will do.",
    exitCode: badOptions,
  },
  GF_TARGET_MISSING: {
    title: "No target",
    sentence: "No target is given, so there is nothing to send requests to.",
    hint: "Give one with -H http://HOST:PORT, with GADFLY_HOST, or as 'host' in the config file.",
    exitCode: badOptions,
  },
  GF_TARGET_UNREACHABLE: {
    title: "Target unreachable",
    sentence: "Nothing answers at {address}: {reason}.",
    hint: "Check that the server runs and that -H names it as the worker's machine sees it.",
    exitCode: targetUnreachable,
  },
  GF_TARGET_UNTRUSTED: {
    title: "Certificate not trusted",
    sentence: "Something answers at {address}, but it is not trusted: {reason}.",
    hint: "Trust its issuer with --ca-cert FILE, name the target as its certificate does, or accept any certificate with --insecure.",
    exitCode: targetUnreachable,
  },
  GF_TARGET_SCHEME: {
    title: "Wrong scheme",
    sentence: "{address} does not speak {asked}: {reason}.",
    hint: "Give the target with {other} in front.",
    exitCode: targetUnreachable,
  },
  GF_TARGET_NOT_READY: {
    title: "Target not ready",
    sentence: "{address} is not ready after {waited}: it {reason}.",
    hint: "Look at the server's log, or give it longer with --wait-ready.",
    exitCode: targetUnreachable,
  },
  GF_MODEL_AMBIGUOUS: {
    title: "Several models",
    sentence: "The server at {address} lists {count} models: {models}.",
    hint: "Choose one with -m MODEL.",
    exitCode: badOptions,
  },
  GF_MODEL_MISSING: {
    title: "No model",
    sentence: "No model is given and the server at {address} does not list one: {reason}.",
    hint: "Name the model with -m MODEL.",
    exitCode: badOptions,
  },
  GF_MODEL_NOT_YET: {
    title: "No model yet",
    sentence: "No model is given and the server at {address} lists none yet: {reason}.",
    hint: "A server that is still loading its model is waited for with --wait-ready 5m; otherwise name the model with -m MODEL.",
    exitCode: targetUnreachable,
  },
  GF_KEY_WANTED: {
    title: "API key wanted",
    sentence:
      "The server at {address} lists its models only with an API key that it accepts: {reason}.",
    hint: "Give the key with -k or GADFLY_API_KEY, or name the model with -m MODEL.",
    exitCode: badOptions,
  },
  GF_WORKERS_MISSING: {
    title: "Too few workers",
    sentence: "{joined} of {expected} workers joined within {waited}: {names}.",
    hint: `Start the others ('${program} worker --master-host HOST'), lower --expect-workers, or raise --expect-workers-max-wait.`,
    exitCode: clusterTrouble,
  },
  GF_WORKERS_LOST: {
    title: "All workers lost",
    sentence: "All workers are lost: {names}.",
    hint: "Look at the logs of the workers; what they had delivered is in the result.",
    exitCode: clusterTrouble,
  },
  GF_WORKER_REFUSED: {
    title: "Worker refused",
    sentence: "The master at {address} refused this worker: {reason}.",
    hint: "Use the same token and the same version of gadfly on the master and on every worker.",
    exitCode: clusterTrouble,
  },
  GF_FAIL_RATIO: {
    title: "Too many failures",
    sentence:
      "{failed} of the {ended} requests that ended within {window} failed, and --max-fail-ratio allows {limit}.",
    hint: "The errors in the summary say how they failed; what was measured until then is in the result.",
    exitCode: requestsFailed,
  },
  GF_MASTER_UNREACHABLE: {
    title: "Master unreachable",
    sentence: "No master answers at {address} for {waited}: {reason}.",
    hint: "Check --master-host and --master-port, and that the master runs and listens beyond 127.0.0.1 (it does with a token).",
    exitCode: clusterTrouble,
  },
  GF_TOKEN_REQUIRED: {
    title: "Token required",
    sentence: "{option} {host} reaches beyond this machine, and that needs a token.",
    hint: "Put a token of 16 or more characters in a file and give --token-file FILE to the master and every worker, or start the master with --token auto.",
    exitCode: badOptions,
  },
  GF_TOKEN_TOO_SHORT: {
    title: "Token too short",
    sentence: "The token from {source} has {length} characters; at least {minimum} are needed.",
    hint: "Start the master with --token auto, which makes one and prints the worker command.",
    exitCode: badOptions,
  },
  GF_WEB_TOKEN_REQUIRED: {
    title: "Web token required",
    sentence: "--web-host {host} reaches beyond this machine, and that needs a web token.",
    hint: "Give --web-token auto, which makes one and prints the page's address with it, or --web-token-file FILE.",
    exitCode: badOptions,
  },
  GF_WEB_TOKEN_TOO_SHORT: {
    title: "Web token too short",
    sentence: "The web token from {source} has {length} characters; at least {minimum} are needed.",
    hint: "Give --web-token auto, which makes one and prints the page's address with it.",
    exitCode: badOptions,
  },
  GF_TOKEN_UNREADABLE: {
    title: "Token file cannot be read",
    sentence: "The token file {path} cannot be read: {reason}.",
    hint: "Check the path and its permissions; the file holds the token and nothing else.",
    exitCode: badOptions,
  },
  GF_RESULTS_UNWRITABLE: {
    title: "Results cannot be written",
    sentence: "{path} cannot be written: {reason}.",
    hint: "Choose another folder with --save-dir, or keep nothing with --no-save.",
    exitCode: badOptions,
  },
  GF_PAGE_MISSING: {
    title: "The page is not built",
    sentence: "No HTML report can be made: the built page is missing in {path}.",
    hint: "Run 'npm run build' in the folder of gadfly, or leave out --html; --markdown works without the page.",
    exitCode: badOptions,
  },
  GF_LOG_UNWRITABLE: {
    title: "Log file cannot be written",
    sentence: "The log file {path} cannot be written: {reason}.",
    hint: "Choose another with --logfile, or leave it out to log to stderr.",
    exitCode: badOptions,
  },
  GF_FILE_UNREADABLE: {
    title: "File cannot be read",
    sentence: "{path}, named by {option}, cannot be read: {reason}.",
    hint: "Check the path and its permissions.",
    exitCode: badOptions,
  },
  GF_JOURNAL_UNREADABLE: {
    title: "No run to report",
    sentence: "{path} holds no run that can be read: {reason}.",
    hint: "Name a folder such as gadfly-results/RUN, or a journal or result.json inside one.",
    exitCode: badOptions,
  },
  GF_COMPARE_TOO_FEW: {
    title: "Nothing to compare",
    sentence: "There is nothing to compare: {given}.",
    hint: "Name two runs or more, such as gadfly-results/A gadfly-results/B, or give --levels FILE.",
    exitCode: badOptions,
  },
  GF_FAIL_RULE_INVALID: {
    title: "Rule of --fail-on not understood",
    sentence: "The rule '{rule}' cannot be used: {problem}.",
    hint: "Write METRIC.STATISTIC, > or <, and a change: 'ttft.p95>+5%', 'rps<-3%', 'e2e.p99>+200ms'.",
    exitCode: badOptions,
  },
  GF_LEVELS_FILE_INVALID: {
    title: "Levels file not understood",
    sentence: "The levels file {path} cannot be used: {problems}.",
    hint: "docs/compare.md has an example: systems, each with a name and levels or runs.",
    exitCode: badOptions,
  },
  GF_OUTPUT_UNWRITABLE: {
    title: "File cannot be written",
    sentence: "{path}, named by {option}, cannot be written: {reason}.",
    hint: "Check that its folder exists and may be written to, or name another file.",
    exitCode: badOptions,
  },
  GF_FILE_NAME_UNKNOWN: {
    title: "Placeholder not known",
    sentence: "{path}, named by {option}, has {word}, which stands for nothing.",
    hint: "The letters u, r and t in braces become users, spawn rate and seconds, and id becomes the id of the run.",
    exitCode: badOptions,
  },
  GF_FILE_LIMIT: {
    title: "Too few file descriptors",
    sentence: "{needed} file descriptors are needed ({sum}) and {available} are allowed.",
    hint: "Raise the limit (ulimit -n {needed}), use fewer users, or spread them over more workers.",
    exitCode: badOptions,
  },
  GF_PORT_LIMIT: {
    title: "Too few local ports",
    sentence:
      "{needed} connections to {address} are needed and this machine has {available} local ports for them.",
    hint: "Use fewer users, or spread them over workers on more machines.",
    exitCode: badOptions,
  },
  GF_PORT_IN_USE: {
    title: "Port in use",
    sentence: "Port {port} on {host} is already in use.",
    hint: "Stop the program that holds it, or choose another with {option}.",
    exitCode: badOptions,
  },
  GF_WEB_UNSERVED: {
    title: "Page cannot be served",
    sentence: "The web page cannot be served on {host}, port {port}: {reason}.",
    hint: "Choose another address with --web-host or another port with --web-port, or give --headless for no page.",
    exitCode: badOptions,
  },
  GF_OPTION_FIXED: {
    title: "Option not open to the page",
    sentence: "{given} cannot be set from the page: {reason}.",
    hint: "Give it on the command line, in a variable or in the config file.",
    exitCode: badOptions,
  },
  GF_INTERNAL: {
    title: "Internal error",
    sentence: "This is a bug in gadfly: {what}.",
    hint: "Please report it with the command line and the text above.",
    exitCode: internalError,
  },
} as const satisfies Record<string, ErrorCodeRow>;

/** A code of the table. */
export type ErrorCode = keyof typeof errorCodes;
