// Which model to ask for. Servers differ: most want a name that they list, some ignore it, some have
// names that are always good, some want none at all.

import { describeError, type ErrorText } from "@gadfly/shared/errors/error-text";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import { noteOf, warningOf } from "../note-of.ts";
import { isKeyStatus, isStarting } from "../target/ask-models.ts";

/** What the choice rests on. */
export interface ModelQuestion {
  readonly address: string;
  /** As the user named it. */
  readonly named: string | null;
  /** As the path of the target names it. */
  readonly inPath: string | null;
  /** As the server lists them; null when it does not. */
  readonly listed: readonly string[] | null;
  /** The provider's own default; undefined when it has none. */
  readonly usual: string | undefined;
  /** The name becomes part of the request path. */
  readonly isInPath: boolean;
  /** Why there is no list. */
  readonly whyUnlisted: string | undefined;
  /** The status of the answer that should have been the list; 200 when nothing was wrong with it. */
  readonly status: number;
}

/** The model, and what a person should know about the choice. */
export interface ModelChoice {
  readonly model: string;
  readonly findings: readonly Finding[];
}

const maxShown = 5;

const show = (names: readonly string[]): string =>
  names.slice(0, maxShown).join(", ") + (names.length > maxShown ? " …" : "");

/** The model to ask for. */
export function chooseModel(question: ModelQuestion): Result<ModelChoice, ErrorText> {
  const given = question.named ?? question.inPath;
  if (given !== null) return ok({ model: given, findings: unlistedNote(question, given) });
  const [only, ...others] = question.listed ?? [];
  if (only !== undefined && others.length === 0) return ok({ model: only, findings: [] });
  const usual = usualName(question);
  if (usual !== null) return ok({ model: usual, findings: usualNote(question, usual) });
  return err(only === undefined ? missing(question) : ambiguous(question, [only, ...others]));
}

/** The provider's own default; but a name in the path must be one of those that are listed. */
function usualName({ usual, listed, isInPath, status }: ModelQuestion): string | null {
  if (usual === undefined) return null;
  // Behind a lock nothing is known that a name could be guessed from.
  if (usual !== "" && isKeyStatus(status)) return null;
  const mustBeListed = isInPath && listed !== null && listed.length > 0;
  return mustBeListed && !listed.includes(usual) ? null : usual;
}

/** Ollama's names have a tag, which is "latest" when it is not said. */
const isListed = (listed: readonly string[], model: string): boolean =>
  listed.includes(model) || listed.includes(`${model}:latest`);

function unlistedNote({ listed, usual }: ModelQuestion, model: string): Finding[] {
  if (listed === null || model === usual || isListed(listed, model)) return [];
  if (listed.length === 0)
    return [noteOf("model_not_listed", `the server lists no model, not ${model}`)];
  return [warningOf("model_not_listed", `the server lists ${show(listed)}, not ${model}`)];
}

function usualNote({ listed, address }: ModelQuestion, usual: string): Finding[] {
  if (usual === "") return [];
  const why = listed === null ? `${address} lists no models` : `${address} lists ${show(listed)}`;
  return [noteOf("model_default", `${why}; asking for ${usual}, as -m was not given`)];
}

function missing({ address, listed, whyUnlisted, status }: ModelQuestion): ErrorText {
  const unlisted = whyUnlisted ?? "it has no readable list of models";
  const facts = { address, reason: listed === null ? unlisted : "its list is empty" };
  if (listed !== null) return describeError("GF_MODEL_MISSING", facts);
  if (isKeyStatus(status)) return describeError("GF_KEY_WANTED", facts);
  return describeError(isStarting(status) ? "GF_MODEL_NOT_YET" : "GF_MODEL_MISSING", facts);
}

function ambiguous({ address }: ModelQuestion, names: readonly string[]): ErrorText {
  return describeError("GF_MODEL_AMBIGUOUS", { address, count: names.length, models: show(names) });
}
