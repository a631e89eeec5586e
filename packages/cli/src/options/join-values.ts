// Prepares a command line for the parser, which would misread three things: a value attached to a
// short flag (-t30s), a value that looks like a flag (-t -5s), a switch with a value (--json=no).
import type { Option } from "@gadfly/shared/options/option";
import { flagName } from "@gadfly/shared/options/option-names";

/** Words for the parser, and the texts given to switches, by long name. */
export interface JoinedArgv {
  readonly words: string[];
  readonly switchTexts: Readonly<Record<string, string>>;
}

interface KnownFlags {
  readonly valued: ReadonlySet<string>;
  readonly switches: ReadonlySet<string>;
  readonly shorts: ReadonlyMap<string, string>;
}

/** Joins values to their flags. Words after `--` are left as they are. */
export function joinValues(
  argv: readonly string[],
  options: readonly (readonly [key: string, option: Option])[],
): JoinedArgv {
  const known = indexFlags(options);
  const words: string[] = [];
  const switchTexts: Record<string, string> = {};
  const end = argv.indexOf("--");
  const rest = argv.slice(0, end === -1 ? undefined : end);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const text = switchText(word, known);
    const long = known.shorts.get(word) ?? word;
    if (text !== null) switchTexts[text.name] = text.value;
    else if (known.valued.has(long) && looksNegative(rest[0]))
      words.push(`${long}=${rest.shift()}`);
    else words.push(detachShort(word, known));
  }
  return { words: end === -1 ? words : [...words, ...argv.slice(end)], switchTexts };
}

function indexFlags(options: readonly (readonly [key: string, option: Option])[]): KnownFlags {
  const valued = new Set<string>();
  const switches = new Set<string>();
  const shorts = new Map<string, string>();
  for (const [key, option] of options) {
    const long = `--${flagName(key, option)}`;
    (option.kind.name === "switch" ? switches : valued).add(long);
    if (option.alias !== undefined) shorts.set(`-${option.alias}`, long);
  }
  return { valued, switches, shorts };
}

function switchText(word: string, known: KnownFlags): { name: string; value: string } | null {
  const equals = word.indexOf("=");
  if (equals === -1 || !known.switches.has(word.slice(0, equals))) return null;
  return { name: word.slice(2, equals), value: word.slice(equals + 1) };
}

function detachShort(word: string, { shorts }: KnownFlags): string {
  const long = word.length > 2 ? shorts.get(word.slice(0, 2)) : undefined;
  return long === undefined ? word : `${long}=${word.slice(word[2] === "=" ? 3 : 2)}`;
}

const looksNegative = (word: string | undefined): boolean =>
  word !== undefined && /^-[.\d]/.test(word);
