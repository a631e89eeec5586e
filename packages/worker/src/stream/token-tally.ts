// Counts token events and the tokens that they tell of: by usage that grows along the stream, else by
// token ids or logprobs. One per reply.

import type { Message } from "./reply-reader.ts";
import type { UsageKeeper } from "./usage.ts";

/** What is counted while a reply arrives. */
export class TokenTally {
  /** Events that carried generated content. */
  events = 0;
  /** Tokens of the events that told their number, and how many those were. */
  toldTokens = 0;
  toldEvents = 0;
  /** Tokens in the first token event; null when it did not tell. */
  firstEventTokens: number | null = null;
  /** Told by messages without content since the last token event: their text is still held back. */
  #held = 0;

  /** A token event that was recognised without a parse: one that tells no number. */
  addPlain(): void {
    this.events += 1;
  }

  /** Takes a message, before its usage is kept; true when it is a token event. */
  add(message: Message, usage: UsageKeeper): boolean {
    const counted = message.choices.reduce((sum, choice) => sum + choice.tokens, 0);
    const told = counted || grownTokens(message, usage);
    this.toldTokens += told;
    this.#held += told;
    if (!hasContent(message)) return false;
    if (this.events === 0) this.firstEventTokens = this.#held || null;
    this.events += 1;
    if (this.#held > 0) this.toldEvents += 1;
    this.#held = 0;
    return true;
  }
}

/** Tokens since the last report, when the message reports a count as it goes along. */
function grownTokens(message: Message, kept: UsageKeeper): number {
  const { choices, usage } = message;
  if (usage?.outputTokens === null || usage?.outputTokens === undefined) return 0;
  const isEnd = choices.every(({ finishReason }) => finishReason !== null);
  // A report at the end is about the whole answer, unless there were reports before it.
  if (isEnd && (kept.outputTokens === 0 || !hasContent(message))) return 0;
  return Math.max(0, usage.outputTokens - kept.outputTokens);
}

const hasContent = ({ choices }: Message): boolean =>
  choices.some(({ pieces }) => pieces.length > 0);
