// One message of an answer on its way to the client, as those see it who change messages.

import type { FinishReason } from "../output/output-length.ts";

/** Where a message stands in an answer; "whole" is the one document of an answer without a stream. */
export type MessagePlace = "opening" | "tokens" | "ending" | "whole";

/** A message as the API made it. */
export interface Message {
  readonly json: string;
  readonly place: MessagePlace;
  /** Counts the messages of an answer from 0. */
  readonly index: number;
  /** The text that is new with this message. */
  readonly text: string;
  /** The tokens of the answer up to this message. */
  readonly tokensSoFar: number;
  /** Set with the last tokens and after them. */
  readonly end: FinishReason | null;
}

/** What is sent in place of a message: any number of messages. */
export type Rewrite = (message: Message) => readonly string[];
