// `gadfly simulate`: the inference server in the box.
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { exitCodes } from "@gadfly/shared/errors/exit-codes";
import { program } from "@gadfly/shared/units/program-words";
import { startSimulator } from "@gadfly/simulator/start-simulator";
import type { CommandHandler } from "../command-context.ts";
import { onStopSignal } from "../console/stop-signals.ts";

const explain = (cause: unknown, host: string, port: number): unknown => {
  // What startSimulator throws for values that cannot work.
  if (cause instanceof RangeError)
    return new GadflyError("GF_SIMULATOR_INVALID", { problems: cause.message }, { cause });
  return cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE"
    ? new GadflyError("GF_PORT_IN_USE", { host, port, option: "--port" }, { cause })
    : cause;
};

/** Runs `gadfly simulate` until it is told to stop. */
export const simulateCommand: CommandHandler<"simulate"> = async ({ options, stdout }) => {
  const { host, port } = options;
  const simulator = await startSimulator(options).catch((cause: unknown) => {
    throw explain(cause, host, port);
  });
  stdout.write(`Simulating ${simulator.modelName} at ${simulator.url} (Ctrl-C stops it)\n`);
  stdout.write(`  try: ${program} run -H ${simulator.url} -u 20 -r 5 -t 30s\n`);
  await new Promise<void>((resolve) => {
    const release = onStopSignal(() => {
      release();
      resolve();
    });
  });
  await simulator.close();
  return exitCodes.success;
};
