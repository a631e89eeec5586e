// One Compose project of this repository under a name of its own, from `up` to nothing left.
import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { ContainerLog } from "./container-log.ts";
import { presentSetup } from "./container-setup.ts";
import { docker, dockerEnvironment, linesOf } from "./docker.ts";
import { outputOf, runCommand, type Command } from "./run-command.ts";

/** The services whose containers tests ask for. */
export type ServiceName = "simulator" | "master" | "worker";

/** What a user would set. */
export interface ProjectSettings {
  readonly variables: Readonly<Record<string, string>>;
  /** Compose files beside docker-compose.yml. */
  readonly moreFiles?: readonly string[];
}

/** Building is done, so what takes longer hangs. */
const composeTimeoutMs = 60_000;

/** A project. */
export class ComposeProject implements AsyncDisposable {
  readonly name = `gadfly-test-${randomBytes(4).toString("hex")}`;
  readonly #files: readonly string[];
  readonly #variables: Record<string, string>;
  readonly #logs = new Map<string, ContainerLog>();

  constructor(settings: ProjectSettings) {
    this.#files = ["docker-compose.yml", ...(settings.moreFiles ?? [])];
    this.#variables = { ...settings.variables };
  }

  /** Sets a variable for the commands to come. */
  set(name: string, value: string): void {
    this.#variables[name] = value;
  }

  /** What `docker compose ARGS` prints. */
  compose(...args: string[]): Promise<string> {
    return outputOf(this.#command(args));
  }

  /** The containers of a service, also those that have ended. */
  async containersOf(service: ServiceName): Promise<string[]> {
    const ours = this.#filter("com.docker.compose.project", this.name);
    const itsOwn = this.#filter("com.docker.compose.service", service);
    return linesOf(await docker("ps", "-aq", ...ours, ...itsOwn));
  }

  /** The container of a service that has one. */
  async containerOf(service: ServiceName): Promise<string> {
    const [id] = await this.containersOf(service);
    if (id === undefined) throw new Error(`${this.name} has no container of ${service}`);
    return id;
  }

  /** The log of a container. */
  logOf(id: string): ContainerLog {
    const log = this.#logs.get(id) ?? new ContainerLog(id);
    this.#logs.set(id, log);
    return log;
  }

  /** The network that the services share. */
  get network(): string {
    return `${this.name}_default`;
  }

  /** Containers, networks and volumes that exist. */
  async leftovers(): Promise<string[]> {
    const ours = this.#filter("com.docker.compose.project", this.name);
    const found = await Promise.all([
      docker("ps", "-aq", ...ours),
      docker("network", "ls", "-q", ...ours),
      docker("volume", "ls", "-q", ...ours),
    ]);
    return found.flatMap(linesOf);
  }

  /** `down`, which a test may have done already. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const log of this.#logs.values()) log[Symbol.dispose]();
    await runCommand(this.#command(["down", "-v", "--timeout", "1"]));
  }

  #filter(label: string, value: string): string[] {
    return ["--filter", `label=${label}=${value}`];
  }

  #command(args: readonly string[]): Command {
    const { composeCommand, image, folder } = presentSetup();
    const [program = "", ...first] = composeCommand;
    return {
      program,
      args: [
        ...first,
        "-p",
        this.name,
        "--env-file",
        emptyFile(folder),
        ...this.#files.flatMap((file) => ["-f", file]),
        ...args,
      ],
      env: { ...dockerEnvironment(), GADFLY_IMAGE: image, ...this.#variables },
      timeoutMs: composeTimeoutMs,
    };
  }
}

/** In place of a `.env` that somebody keeps beside docker-compose.yml. */
function emptyFile(folder: string): string {
  const file = join(folder, "empty.env");
  appendFileSync(file, "");
  return file;
}

/** The name that gadfly gives to a worker in a container: the host name, which is the short id. */
export const workerNameOf = (container: string): string => container.slice(0, 12);
