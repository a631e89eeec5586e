// What the setup of the suite hands to its tests.
import { inject } from "vitest";

/** What it takes to start the engine. */
export interface EngineSetup {
  readonly serverPath: string;
  readonly modelPath: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** null: the engine could not be installed, and the tests with it are skipped. */
    engine: EngineSetup | null;
    /** The model in a file, also where there is no engine. */
    modelPath: string;
  }
}

/** The setup; null where there is no engine. */
export const engineSetup: EngineSetup | null = inject("engine");
