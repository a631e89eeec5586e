// Reads the answers of a described API by its paths.

import type { CustomApi } from "@gadfly/shared/plan/custom-api";
import { pieceAlone, soleChoice } from "../stream/content-pieces.ts";
import { CumulativeText } from "../stream/cumulative-text.ts";
import { findError } from "../stream/json/error-shape.ts";
import { isCount, isJsonArray, isJsonObject } from "../stream/json/guards.ts";
import { compilePath } from "../stream/json/json-path.ts";
import type { JsonPath } from "../stream/json/json-path.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { ContentPiece, Message, ReplyReader } from "../stream/reply-reader.ts";
import type { Usage } from "../stream/usage.ts";

/** Where things are in a message. */
export type ResponsePaths = ReturnType<typeof compilePaths>;

const nowhere: JsonPath = () => [];

/** Gets the paths of a description ready. */
export function compilePaths(response: CustomApi["response"]) {
  const pathOf = (path: string | undefined): JsonPath =>
    path === undefined ? nowhere : compilePath(path);
  return {
    text: compilePath(response.text),
    textKey: lastName(response.text),
    wholeText: compilePath(response.wholeText ?? response.text),
    reasoning: pathOf(response.reasoning),
    reasoningKey: lastName(response.reasoning ?? ""),
    finishReason: pathOf(response.finishReason),
    done: pathOf(response.done),
    endsByClose: response.endsByClose,
    error: pathOf(response.error),
    inputTokens: pathOf(response.inputTokens),
    outputTokens: pathOf(response.outputTokens),
    reasoningTokens: pathOf(response.reasoningTokens),
    cachedTokens: pathOf(response.cachedTokens),
  };
}

/** The field that holds what a path leads to. */
const lastName = (path: string): string =>
  path.split(".").findLast((step) => !/^(\d+|\*)$/.test(step)) ?? "";

/** Reads messages with deltas; keeps nothing. */
export class PathReader implements ReplyReader {
  readonly #paths: ResponsePaths;

  constructor(paths: ResponsePaths) {
    this.#paths = paths;
  }

  /** Nothing in the stream says that it is over. */
  get endsByClose(): boolean {
    return this.#paths.endsByClose;
  }

  readonly solePiece = (value: unknown): ContentPiece | null => {
    const message = this.readMessage(value);
    const isPlain = message?.usage === null && message.error === null && !message.isEnd;
    return isPlain ? pieceAlone(message.choices) : null;
  };

  /** Many services wrap their answers in a code and a message, such as "success". */
  readonly isAnswer = (value: unknown): boolean => {
    const { text, wholeText, reasoning, finishReason, done } = this.#paths;
    const paths = [text, wholeText, reasoning, finishReason, done];
    return paths.some((path) => path(value).some((found) => found !== null));
  };

  readMessage(value: unknown): Message | null {
    return isReadable(value) ? readValue(this.#paths, value, this.#paths.text) : null;
  }

  readBody(value: unknown): Message | null {
    const message = isReadable(value) ? readValue(this.#paths, value, this.#paths.wholeText) : null;
    return message !== null && saysAnything(message) ? message : null;
  }
}

/** Reads messages each of which repeats the text of those before. */
export class CumulativeReader implements ReplyReader {
  readonly #reader: PathReader;
  readonly #texts = {
    text: new CumulativeText({ prompt: "", texts: "cumulative", echo: "never" }),
    reasoning: new CumulativeText({ prompt: "", texts: "cumulative", echo: "never" }),
  };

  constructor(paths: ResponsePaths) {
    this.#reader = new PathReader(paths);
  }

  readonly isAnswer = (value: unknown): boolean => this.#reader.isAnswer(value);

  /** As its messages are read, so it ends. */
  get endsByClose(): boolean {
    return this.#reader.endsByClose;
  }

  readMessage(value: unknown): Message | null {
    const message = this.#reader.readMessage(value);
    const choice = message?.choices[0];
    if (message === null || choice === undefined) return message;
    const pieces = choice.pieces.flatMap((piece) => this.#growth(piece));
    const notes = [...this.#texts.text.notes, ...this.#texts.reasoning.notes];
    return { ...message, choices: [{ ...choice, pieces }], notes };
  }

  readBody(value: unknown): Message | null {
    return this.#reader.readBody(value);
  }

  #growth(piece: ContentPiece): readonly ContentPiece[] {
    const texts = piece.kind === "reasoning" ? this.#texts.reasoning : this.#texts.text;
    const text = texts.take(0, piece.text);
    return text === "" ? [] : [{ ...piece, text }];
  }
}

const isReadable = (value: unknown): boolean => isJsonObject(value) || isJsonArray(value);

function readValue(paths: ResponsePaths, value: unknown, textPath: JsonPath): Message {
  const pieces = [
    ...toPieces("reasoning", paths.reasoningKey, paths.reasoning(value)),
    ...toPieces("text", paths.textKey, textPath(value)),
  ];
  return {
    ...emptyMessage,
    choices: soleChoice(pieces, finishReasonIn(paths.finishReason(value))),
    usage: readUsage(paths, value),
    error: errorIn(paths.error(value)),
    isEnd: paths.done(value).includes(true),
  };
}

/** One piece, however many values the path leads to. */
function toPieces(
  kind: "text" | "reasoning",
  key: string,
  values: readonly unknown[],
): readonly ContentPiece[] {
  const text = values.filter((value) => typeof value === "string").join("");
  return text === "" ? [] : [{ kind, key, text }];
}

/** Some servers write "" or the word "null" for an answer that is not finished. */
function finishReasonIn(values: readonly unknown[]): string | null {
  const reason = values.find((value) => value !== "" && value !== "null");
  return typeof reason === "string" ? reason : null;
}

function errorIn([value]: readonly unknown[]): string | null {
  const found = findError({ error: value });
  if (found !== null) return found;
  return typeof value === "number" && value !== 0 ? `error ${value}` : null;
}

function readUsage(paths: ResponsePaths, value: unknown): Usage | null {
  const usage = {
    inputTokens: countIn(paths.inputTokens(value)),
    outputTokens: countIn(paths.outputTokens(value)),
    reasoningTokens: countIn(paths.reasoningTokens(value)),
    cachedTokens: countIn(paths.cachedTokens(value)),
  };
  return usage.inputTokens === null && usage.outputTokens === null ? null : usage;
}

const countIn = (values: readonly unknown[]): number | null => values.find(isCount) ?? null;

const saysAnything = ({ choices, usage, error, isEnd }: Message): boolean =>
  choices.some((choice) => choice.pieces.length > 0 || choice.finishReason !== null) ||
  usage !== null ||
  error !== null ||
  isEnd;
