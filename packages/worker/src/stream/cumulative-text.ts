// Turns texts that repeat what came before into what each of them adds. Some servers send deltas or
// whole texts depending on a switch that cannot be seen from here, so that is detected as well; and
// some put the prompt before the answer, which is taken off.

import { NoteList } from "./note-list.ts";

/** What is known of the texts before the first one. */
export interface CumulativeOptions {
  /** The prompt as sent. */
  readonly prompt: string;
  /** What the texts are; in the two cases of "maybe", until they show it themselves. */
  readonly texts: "cumulative" | "maybe-cumulative" | "maybe-deltas";
  /** Whether the first text begins with the prompt. */
  readonly echo: "always" | "possible" | "never";
}

/** A text this long that begins the next one is no accident. */
const tellingLength = 16;
/** An answer may well begin with a prompt that is shorter than this. */
const leastEcho = 8;
const sentenceStart = "<s>";
const replacement = "\uFFFD";

/** One per reply; keeps the last text of each answer. */
export class CumulativeText {
  readonly #options: CumulativeOptions;
  readonly #previous = new Map<number, string>();
  readonly #notes = new NoteList();
  #isCumulative: boolean;
  #isCertain: boolean;

  constructor(options: CumulativeOptions) {
    this.#options = options;
    this.#isCumulative = options.texts !== "maybe-deltas";
    this.#isCertain = options.texts === "cumulative";
  }

  /** Warning codes so far: `text_rewritten`, `prompt_echo`. */
  get notes(): readonly string[] {
    return this.#notes.codes;
  }

  /** Takes the next text of an answer; returns what it adds, "" for a duplicate. */
  take(index: number, text: string): string {
    if (text === "") return "";
    const previous = this.#previous.get(index);
    this.#previous.set(index, text);
    if (previous === undefined) return this.#withoutEcho(text);
    if (!this.#isCertain) this.#detect(previous, text);
    return this.#isCumulative ? this.#growth(previous, text) : text;
  }

  #detect(previous: string, text: string): void {
    const kept = withoutReplacement(previous);
    // Equal texts tell nothing: a duplicate, or the same token twice.
    if (text === previous || kept === "") return;
    const isGrown = text.length >= previous.length && text.startsWith(kept);
    this.#isCumulative = isGrown || commonLength(previous, text) >= tellingLength;
    this.#isCertain = isGrown && kept.length >= tellingLength;
  }

  #growth(previous: string, text: string): string {
    if (text.startsWith(previous)) return text.slice(previous.length);
    this.#notes.add("text_rewritten");
    return text.slice(commonLength(previous, text));
  }

  #withoutEcho(text: string): string {
    const { prompt, echo } = this.#options;
    if (echo === "never" || prompt === "") return text;
    const start = text.startsWith(sentenceStart) ? sentenceStart.length : 0;
    const blank = start > 0 && text[start] === " " ? 1 : 0;
    const isPossible = echo === "always" || start > 0 || prompt.length >= leastEcho;
    const at = [0, start, start + blank].find((place) => text.startsWith(prompt, place));
    if (at === undefined || !isPossible) return text;
    // Where every answer has it, there is nothing to note.
    if (echo === "possible") this.#notes.add("prompt_echo");
    return text.slice(at + prompt.length);
  }
}

/** A text that was cut inside a character ends in replacement characters, which the next one mends. */
function withoutReplacement(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === replacement) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Length of what two texts begin with in common, never half a character. */
function commonLength(one: string, other: string): number {
  const limit = Math.min(one.length, other.length);
  let length = 0;
  while (length < limit && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  const isHalf = length > 0 && length < other.length && isHighSurrogate(other, length - 1);
  return isHalf ? length - 1 : length;
}

const isHighSurrogate = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xd800;
