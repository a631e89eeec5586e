// Finds out which config file to read, before the other options can be resolved, and reads it.
import { type CommandName, optionsOf } from "@gadfly/shared/options/command-options";
import { variableNames } from "@gadfly/shared/options/option-names";
import type { Environment } from "@gadfly/shared/options/resolve/read-environment";
import type { ConfigFile } from "@gadfly/shared/options/resolve/read-file-values";
import type { Flags } from "@gadfly/shared/options/resolve/read-flags";

/** The file that `--config` or its variable names; null without one. Throws when it is unreadable. */
export async function findConfigFile(
  command: CommandName,
  flags: Flags,
  env: Environment,
): Promise<ConfigFile | null> {
  const option = optionsOf(command)["config"];
  if (option === undefined) return null;
  const variables = variableNames("config", option).map((name) => env[name]);
  const path = [flags["config"], ...variables].find((given) => given !== undefined && given !== "");
  if (typeof path !== "string") return null;
  // The YAML parser is loaded by those who need it.
  const { readConfigFile } = await import("./read-config-file.ts");
  const file = await readConfigFile(path);
  if (!file.ok) throw file.error;
  return file.value;
}
