// The names under which an option is known: flag, variables, keys of a config file.
import type { Option, OptionTable } from "./option.ts";

/** The long flag without its dashes: `stopTimeoutMs` (a time span) is `stop-timeout`. */
export function flagName(key: string, option: Option): string {
  const words = option.kind.name === "time span" ? key.replace(/Ms$/, "") : key;
  return words.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The variables that are read for an option, the one that wins first. */
export function variableNames(key: string, option: Option): readonly string[] {
  const upper = flagName(key, option).replaceAll("-", "_").toUpperCase();
  const prefix = option.group === "Simulator" ? "GADFLY_SIMULATE_" : "GADFLY_";
  const locust = option.locust === true ? `LOCUST_${upper}` : option.locust;
  return [`${prefix}${upper}`, ...(option.moreVariables ?? []), ...(locust ? [locust] : [])];
}

/** What `findOption` answers: the option's key, and whether the name was its `no-` form. */
export interface FoundOption {
  readonly key: string;
  readonly option: Option;
  readonly isNegated: boolean;
}

/** Finds an option by a config file's key, in kebab or camel case; a switch also by `no-name`. */
export function findOption(table: OptionTable, name: string): FoundOption | null {
  const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  for (const [key, option] of Object.entries(table)) {
    const flag = flagName(key, option);
    if (flag === kebab) return { key, option, isNegated: false };
    const isNegated = option.kind.name === "switch" && kebab === `no-${flag}`;
    if (isNegated) return { key, option, isNegated };
  }
  return null;
}
