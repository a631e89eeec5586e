// Chooses the best source that this machine can have.
import { findCompiler } from "../native/compile.ts";
import { startNativeSource } from "./native-source.ts";
import { startSimulatorSource } from "./simulator-source.ts";
import type { Source, SourceOptions } from "./source.ts";

/** The native source where there is a C compiler, the simulator elsewhere. */
export function startSource(options: SourceOptions = {}): Promise<Source> {
  return findCompiler() === null ? startSimulatorSource(options) : startNativeSource(options);
}
