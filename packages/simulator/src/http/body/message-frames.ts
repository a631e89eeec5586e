// Turns the messages of a stream into the text that leaves with the next write. What faults and
// quirks do to messages and frames happens here.

import type { Behaviour } from "../../faults/behaviour.ts";
import type { Message, Rewrite } from "../../faults/message.ts";
import type { Exchange } from "../exchange.ts";

/** A message without the number that it gets here. */
export type NewMessage = Omit<Message, "index">;

/** Messages that are framed and wait for a write. */
export class MessageFrames {
  readonly #natural: (payload: string) => string;
  readonly #behaviour: Behaviour;
  readonly #rewrite: Rewrite | null;
  readonly #payloads: string[] = [];
  readonly #isPlain: boolean;
  #messages = 0;
  #frames = 0;
  #text: string;

  constructor({ behaviour, stream, request, body }: Exchange) {
    const { createRewrite, reframe, glue, preamble } = behaviour;
    this.#natural = stream.frame;
    this.#behaviour = behaviour;
    this.#rewrite = createRewrite?.({ body, promptTokens: request.promptTokens }) ?? null;
    this.#isPlain = createRewrite === null && reframe === null && glue === null;
    this.#text = preamble;
  }

  /** True when a message goes into its frame as it is: `addPlain` may then be used. */
  get isPlain(): boolean {
    return this.#isPlain;
  }

  addPlain(json: string): void {
    this.#text += this.#natural(json);
  }

  add(message: NewMessage): void {
    const payloads = this.#rewrite?.({ ...message, index: this.#messages }) ?? [message.json];
    this.#messages += 1;
    if (this.#behaviour.glue === null) for (const payload of payloads) this.addFrame(payload);
    else this.#payloads.push(...payloads);
  }

  /** Adds a payload that is no message of the API: no rewriting, no glueing. */
  addFrame(payload: string): void {
    this.#text += this.frame(payload);
  }

  /** A payload in its frame. */
  frame(payload: string): string {
    const frame = this.#natural(payload);
    const reframed = this.#behaviour.reframe?.(frame, payload, this.#frames);
    this.#frames += 1;
    return reframed ?? frame;
  }

  /** Adds what is still to be glued; to be called before a write and before the end marker. */
  glue(): void {
    const { glue } = this.#behaviour;
    if (glue === null || this.#payloads.length === 0) return;
    this.addFrame(glue(this.#payloads));
    this.#payloads.length = 0;
  }

  /** All that waited, which is forgotten with this. */
  take(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }
}
