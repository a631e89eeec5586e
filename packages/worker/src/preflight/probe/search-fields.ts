// Finds out which of several optional fields a server refuses, with few requests: all at once, then
// without those that its refusal names, then one by one.

import type { BodyField } from "@gadfly/shared/providers/body-fields";

/** What a server did with a request. */
export type ProbeVerdict =
  | { readonly kind: "taken" }
  /** It has looked at the request and does not want it. */
  | { readonly kind: "refused"; readonly text: string }
  /** It did not come so far. */
  | { readonly kind: "unclear"; readonly text: string };

/** Sends a request with these fields; null when no further request may be sent. */
export type AskWith = (fields: ReadonlySet<BodyField>) => Promise<ProbeVerdict | null>;

/** What was found out. */
export interface FieldSearch {
  /** Those that must not be sent: refused, or never found accepted. */
  readonly refused: ReadonlySet<BodyField>;
  /** Why, for those that the server itself refused. */
  readonly reasons: ReadonlyMap<BodyField, string>;
  /** Why nothing is known for sure about the others; null when all is known. */
  readonly unclear: string | null;
}

/** How refusals name the fields. */
const wireNames: Readonly<Record<BodyField, RegExp>> = {
  streamOptions: /\b(stream_options|include_usage)\b/,
  maxCompletionTokens: /\bmax_completion_tokens\b/,
  ignoreEos: /\bignore_eos\b/,
  minTokens: /\bmin_tokens\b/,
  temperature: /\btemperature\b/,
  topP: /\btop_p\b/,
  topK: /\btop_k\b/,
  choices: /\bn\b/,
  stop: /\bstop\b/,
  logprobs: /\b(top_)?logprobs\b/,
  reasoningEffort: /\b(reasoning_effort|reasoning)\b/,
};

/** The other name of the limit; it takes the place of max_tokens and is tried only when asked for. */
const otherLimit: BodyField = "maxCompletionTokens";

/** Asks until it is known which of the candidates are refused, or nothing more can be found out. */
export async function searchFields(
  candidates: readonly BodyField[],
  ask: AskWith,
): Promise<FieldSearch> {
  const search = new Search(candidates, ask);
  await search.run();
  return search.result();
}

class Search {
  readonly #candidates: readonly BodyField[];
  readonly #ask: AskWith;
  readonly #sent: Set<BodyField>;
  readonly #reasons = new Map<BodyField, string>();
  #mayRename: boolean;
  #unclear: string | null = null;

  constructor(candidates: readonly BodyField[], ask: AskWith) {
    this.#candidates = candidates;
    this.#ask = ask;
    this.#sent = new Set(candidates.filter((field) => field !== otherLimit));
    this.#mayRename = candidates.includes(otherLimit);
  }

  result(): FieldSearch {
    const refused = new Set(this.#candidates.filter((field) => !this.#sent.has(field)));
    return { refused, reasons: this.#reasons, unclear: this.#unclear };
  }

  async run(): Promise<void> {
    for (let verdict = await this.#ask(this.#sent); ; verdict = await this.#ask(this.#sent)) {
      if (verdict?.kind === "taken") return;
      if (verdict?.kind !== "refused") return this.#giveUp(verdict);
      if (!this.#heed(verdict.text)) return this.#narrow(verdict.text);
    }
  }

  /** Does what a refusal says; false when it names nothing that can be changed. */
  #heed(text: string): boolean {
    if (this.#mayRename && wireNames[otherLimit].test(text)) {
      this.#mayRename = false;
      this.#sent.add(otherLimit);
      return true;
    }
    const named = [...this.#sent].filter((field) => wireNames[field].test(text));
    for (const field of named) this.#drop(field, text);
    return named.length > 0;
  }

  #drop(field: BodyField, text: string): void {
    this.#sent.delete(field);
    this.#reasons.set(field, text);
  }

  /** The refusal names none of the fields: begins with none of them and adds one at a time. */
  async #narrow(text: string): Promise<void> {
    const suspects = [...this.#sent].filter((field) => field !== otherLimit);
    for (const field of suspects) this.#sent.delete(field);
    if (!(await this.#isBareTaken(suspects.length > 0))) return this.#giveUp({ text });
    const [only, ...others] = suspects;
    if (only !== undefined && others.length === 0) this.#drop(only, text);
    else for (const field of suspects) await this.#tryOne(field);
  }

  async #isBareTaken(isChanged: boolean): Promise<boolean> {
    if (isChanged && (await this.#ask(this.#sent))?.kind === "taken") return true;
    if (!this.#mayRename) return false;
    this.#mayRename = false;
    this.#sent.add(otherLimit);
    return (await this.#ask(this.#sent))?.kind === "taken";
  }

  async #tryOne(field: BodyField): Promise<void> {
    const verdict = await this.#ask(new Set([...this.#sent, field]));
    if (verdict?.kind === "taken") this.#sent.add(field);
    else if (verdict?.kind === "refused") this.#drop(field, verdict.text);
    else this.#unclear = verdict?.text ?? outOfRequests;
  }

  #giveUp(verdict: { readonly text: string } | null): void {
    this.#unclear = verdict?.text ?? outOfRequests;
    this.#sent.clear();
  }
}

const outOfRequests = "too many requests would have been needed";
