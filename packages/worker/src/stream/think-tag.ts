// Some servers write reasoning into the answer itself, between <think> and </think>.
// This follows the text of one answer and tells reasoning from answer, also when chunks cut the tags.

const openTag = "<think>";
const closeTag = "</think>";

/** What a piece of answer text turned out to be; undecided until a possible tag is complete. */
export type ThinkVerdict = "undecided" | "reasoning" | "answer";

/** Follows one answer from its first text on. */
export class ThinkTag {
  #state: "leading" | "inside" | "settled" = "leading";
  #held = "";

  /** True once no later text can change its meaning. */
  get isSettled(): boolean {
    return this.#state === "settled";
  }

  /** Takes the next piece of text. */
  push(text: string): ThinkVerdict {
    if (this.#state === "settled") return "answer";
    this.#held += text;
    return this.#state === "leading" ? this.#lead() : this.#think();
  }

  #lead(): ThinkVerdict {
    const start = this.#held.trimStart();
    if (start.startsWith(openTag)) {
      this.#state = "inside";
      this.#held = start.slice(openTag.length);
      return this.#think();
    }
    if (openTag.startsWith(start)) return "undecided";
    this.#settle();
    return "answer";
  }

  #think(): ThinkVerdict {
    const close = this.#held.indexOf(closeTag);
    if (close < 0) {
      this.#held = this.#held.slice(-(closeTag.length - 1));
      return "reasoning";
    }
    const rest = this.#held.slice(close + closeTag.length);
    this.#settle();
    return rest.trim() === "" ? "reasoning" : "answer";
  }

  #settle(): void {
    this.#state = "settled";
    this.#held = "";
  }
}
