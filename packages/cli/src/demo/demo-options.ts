// The demo as a run: the same options that somebody would type after `gadfly run`.
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { ok, type Result } from "@gadfly/shared/errors/result";
import type { ResolvedOptions } from "@gadfly/shared/options/command-options";
import type { OptionProblem } from "@gadfly/shared/options/resolve/given-value";
import type { ConfigFile } from "@gadfly/shared/options/resolve/read-file-values";
import { type Resolution, resolveOptions } from "@gadfly/shared/options/resolve/resolve-options";
import type { CommandContext } from "../command-context.ts";

type Resolved = Result<DemoRun, readonly OptionProblem[]>;

/** A run as the demo makes it: its report lies in its folder. */
export interface DemoRun extends Omit<Resolution<"run">, "options"> {
  readonly options: ResolvedOptions<"run"> & { readonly htmlInFolder: true };
}

/** Resolves the demo's options as those of a run against `host`; `request` is what the page asks for. */
export const resolveDemoRun = (
  { options: given, origins }: Pick<CommandContext<"demo">, "options" | "origins">,
  host: string,
  request?: ConfigFile,
): Resolved => {
  const { users, spawnRate, runTimeMs, processes, ...rest } = given;
  const flags = {
    host,
    users: String(users),
    "spawn-rate": String(spawnRate),
    "run-time": String(runTimeMs / 1000),
    processes: String(processes),
  };
  const asked = request === undefined ? {} : { request };
  const run = resolveOptions({ command: "run", flags, env: {}, file: null, ...asked });
  if (!run.ok) return run;
  return ok({
    ...run.value,
    options: { ...run.value.options, ...rest, htmlInFolder: true },
    origins: { ...run.value.origins, ...pageOrigins(origins) },
  });
};

const pageKeys = ["webPort", "webHost", "webToken", "webTokenFile", "autoquitMs"] as const;

/** Where they were given says whether a port may be another one, and how long the page stays. */
const pageOrigins = (origins: CommandContext["origins"]): CommandContext["origins"] =>
  Object.fromEntries(
    pageKeys.flatMap((key) => {
      const origin = origins[key];
      return origin === undefined ? [] : [[key, origin]];
    }),
  );

/** The same for the demo itself, whose options are right. */
export const demoRunOf = (context: CommandContext<"demo">, host: string): DemoRun => {
  const run = resolveDemoRun(context, host);
  if (run.ok) return run.value;
  const what = run.error.map(({ sentence }) => sentence).join(" ");
  throw new GadflyError("GF_INTERNAL", { what });
};
