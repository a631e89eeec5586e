// What the setup of the suite hands to its tests.
import { inject } from "vitest";

/** Where the containers run and what they run. */
export interface ContainerSetup {
  /** Added to the environment of every docker command; names the engine. */
  readonly engineVariables: Readonly<Record<string, string>>;
  /** `docker compose` or `docker-compose`. */
  readonly composeCommand: readonly string[];
  /** The image that was built from this repository. */
  readonly image: string;
  readonly baseImage: string;
  /** The base is not the one that the Dockerfile names, but made of this machine's Node. */
  readonly isStandIn: boolean;
  /** Empty at first, removed at the end. */
  readonly folder: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** null: there is no engine, and the suite is skipped. */
    containers: ContainerSetup | null;
  }
}

/** The setup; null where no container can run. */
export const containerSetup: ContainerSetup | null = inject("containers");

/** The setup, for what runs only where there is one. */
export function presentSetup(): ContainerSetup {
  if (containerSetup === null) throw new Error("no Docker engine runs here");
  return containerSetup;
}
