// What a command says about its page: where it is served, to whom, how long, and how a start that comes
// from it is read. Nothing is opened here.
import { randomUUID } from "node:crypto";
import { LogTail } from "@gadfly/master/web/desk/log-tail";
import type { CheckedStart, PreparedRun } from "@gadfly/master/web/desk/run-desk";
import type { ErrorCode } from "@gadfly/shared/errors/error-codes";
import { type GadflyError, isGadflyError } from "@gadfly/shared/errors/gadfly-error";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import { optionsOf } from "@gadfly/shared/options/command-options";
import {
  type DescribedOptions,
  describeCommandLine,
} from "@gadfly/shared/options/describe/command-line";
import {
  describeStartForm,
  type FormProgram,
  type StartForm,
} from "@gadfly/shared/options/describe/start-form";
import type { OptionProblem } from "@gadfly/shared/options/resolve/given-value";
import type { Origin } from "@gadfly/shared/options/resolve/origin";
import type { ConfigFile } from "@gadfly/shared/options/resolve/read-file-values";
import {
  refuseFixedOptions,
  type StartRequest,
  toOptionSource,
} from "@gadfly/shared/options/start-options";
import { openOutputs, type OutputPlaces } from "../open-outputs.ts";
import { buildPlan, type PlanOptions } from "../plan/build-plan.ts";

/** The options of the page. */
export interface WebOptions {
  readonly webPort: number;
  readonly webHost: string | null;
  readonly webToken: string | null;
  readonly webTokenFile: string | null;
  readonly autoquitMs: number | null;
  readonly autostart: boolean;
  readonly headless: boolean;
}

/** Everything about the page of one program. */
export interface WebSide {
  readonly options: WebOptions;
  /** A port that nobody asked for may be another one. */
  readonly mayMovePort: boolean;
  /** How long it stays after a run; infinite: until Ctrl-C. */
  readonly lingerMs: number;
  readonly takesStarts: boolean;
  /** The form; `port` is where workers connect. */
  form(port: number): StartForm;
  /** Of the options that the program was started with. */
  readonly commandLine: string;
  readonly log: LogTail;
  check(request: StartRequest): Result<CheckedStart, readonly OptionProblem[]>;
}

type StartOptions = PlanOptions & OutputPlaces & WebOptions & { readonly users: number | null };

interface Resolved {
  readonly options: StartOptions;
  readonly origins: Readonly<Record<string, Origin>>;
  readonly notes: readonly string[];
}

/** What is needed of a command's context. */
export interface WebContext extends Resolved {
  resolveWith(request: ConfigFile): Result<Resolved, readonly OptionProblem[]>;
}

/** Whose page it is. */
export interface WebSideRequest {
  readonly command: "run" | "master";
  readonly context: WebContext;
  /** What workers need to connect; absent: the program starts its own. */
  readonly workers?: Pick<FormProgram, "workersNeedToken" | "takesOtherMachines">;
  /** Nothing runs until the page says so. */
  readonly waitsForStart: boolean;
  /** How long the page stays after a run unless --autoquit says so; absent: not at all. */
  readonly lingerMs?: number;
  /** The command for the same run; absent: the command itself with these options. */
  readonly describe?: (given: DescribedOptions) => string;
}

const commandLineOf = (
  { command, describe }: WebSideRequest,
  { options, origins }: Resolved,
): string => {
  const given = { options: { ...options }, origins };
  return describe === undefined ? describeCommandLine(command, given) : describe(given);
};

const lingerMsOf = ({ context, waitsForStart, lingerMs = 0 }: WebSideRequest): number => {
  const { autoquitMs, autostart } = context.options;
  const isGiven = context.origins["autoquitMs"]?.kind !== "default";
  if (isGiven) return autoquitMs ?? Number.POSITIVE_INFINITY;
  return autostart || waitsForStart ? Number.POSITIVE_INFINITY : lingerMs;
};

/** The field of the form at which what a plan lacks is shown. */
const fieldsOfCodes: Partial<Record<ErrorCode, string>> = {
  GF_TARGET_MISSING: "host",
  GF_OPTION_INVALID: "api-key",
};

const toProblem = ({ code, message, hint }: GadflyError): OptionProblem => {
  const option = fieldsOfCodes[code];
  return { code, sentence: message, hint, ...(option === undefined ? {} : { option }) };
};

/** A mistake of whoever asks is an answer, not the end of the program. */
const attempt = <T>(act: () => T): Result<T, readonly OptionProblem[]> => {
  try {
    return ok(act());
  } catch (cause) {
    if (!isGadflyError(cause)) throw cause;
    return err([toProblem(cause)]);
  }
};

const toPrepared = (
  { plan, secrets }: Pick<PreparedRun, "plan" | "secrets">,
  options: OutputPlaces,
  commandLine: string,
): PreparedRun => ({ plan, secrets, outputs: openOutputs(options, plan), commandLine });

const readStart = (
  side: WebSideRequest,
  request: StartRequest,
): Result<CheckedStart, readonly OptionProblem[]> => {
  const { command, context } = side;
  const fixed = refuseFixedOptions(request, optionsOf(command));
  if (fixed.length > 0) return err(fixed);
  const resolved = context.resolveWith(toOptionSource(request));
  if (!resolved.ok) return resolved;
  const { options, notes } = resolved.value;
  const built = attempt(() => buildPlan(options, options.users ?? 1));
  if (!built.ok) return built;
  const commandLine = commandLineOf(side, resolved.value);
  return ok({ commandLine, notes, prepare: () => toPrepared(built.value, options, commandLine) });
};

const ownWorkers = { workersNeedToken: false, takesOtherMachines: false };

/** The page of a command; null with --headless. */
export const planWebSide = (request: WebSideRequest): WebSide | null => {
  const { command, context, waitsForStart } = request;
  const { options, origins } = context;
  if (options.headless) return null;
  const lingerMs = lingerMsOf(request);
  const programId = randomUUID();
  return {
    options,
    mayMovePort: command === "run" && origins["webPort"]?.kind === "default",
    lingerMs,
    takesStarts: waitsForStart || lingerMs > 0,
    form: (port) =>
      describeStartForm({ ...options }, origins, {
        programId,
        workersPort: command === "master" ? port : null,
        ...(request.workers ?? ownWorkers),
      }),
    commandLine: commandLineOf(request, context),
    log: new LogTail(),
    check: (start) => readStart(request, start),
  };
};
