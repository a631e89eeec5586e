// Asks a simulator for quirks, and reads the chunks of what comes back.

import type { RunningSimulator } from "../start-simulator.ts";
import { toChat, toPayloads } from "./plain-client.ts";
import { askOnWire, type WireReply } from "./wire-client.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A chunk of an OpenAI stream as far as the tests look into it. */
export interface ChunkSeen {
  readonly id?: string;
  readonly object?: string;
  readonly created?: number;
  readonly choices?: readonly ChoiceSeen[] | null;
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
  readonly [field: string]: unknown;
}

/** A choice of such a chunk. */
export interface ChoiceSeen {
  readonly index: number;
  readonly delta?: Readonly<Record<string, string | null>>;
  readonly message?: Readonly<Record<string, string>>;
  readonly finish_reason?: string | null;
  readonly token_ids?: readonly number[];
}

/** Tokens that `askQuirk` asks for. */
export const askedTokens = 8;

/** Asks the chat API for a stream with this quirk, by the name of the model. */
export const askQuirk = (
  simulator: RunningSimulator,
  id: string,
  changes: Fields = {},
): Promise<WireReply> =>
  askOnWire(
    simulator,
    toChat({ model: `quirk-${id}`, stream: true, max_tokens: askedTokens, ...changes }),
  );

// The tests check what is in the chunks; here it is enough that they are objects.
const isChunk = (value: unknown): value is ChunkSeen => typeof value === "object" && value !== null;

/** The chunks of a stream of plain events. */
export const readChunks = ({ text }: Pick<WireReply, "text">): ChunkSeen[] =>
  toPayloads(text)
    .filter((payload) => payload.startsWith("{"))
    .map((payload): unknown => JSON.parse(payload))
    .filter(isChunk);

/** The text of the first choice. */
export const readText = (chunks: readonly ChunkSeen[]): string =>
  chunks
    .map(({ choices }) => choices?.[0])
    .filter((choice) => (choice?.index ?? 0) === 0)
    .map((choice) => choice?.delta?.["content"] ?? "")
    .join("");

/** The finish reasons of all choices in all chunks. */
export const readReasons = (chunks: readonly ChunkSeen[]): (string | null | undefined)[] =>
  chunks.flatMap(({ choices }) => (choices ?? []).map((choice) => choice.finish_reason));
