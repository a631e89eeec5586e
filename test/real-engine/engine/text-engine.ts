// The engine proper: a model, and as many texts at once as there are slots. It counts for itself, in the
// loop that chooses tokens, and knows nothing of HTTP.
import { type LlamaModel, type LlamaSequence, loadModel, type Token } from "./llama-library.ts";
import type { FinishReason } from "./log-entry.ts";
import { Slots } from "./slots.ts";

/** How much the engine can do at once. */
export interface EngineSettings {
  readonly modelPath: string;
  readonly slots: number;
  /** Prompt and answer of one request, in tokens. */
  readonly contextSize: number;
}

/** What is asked of it. */
export interface GenerationRequest {
  readonly promptTokens: readonly Token[];
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed: number;
  /** The answer ends by its length only. */
  readonly ignoresEnd: boolean;
}

/** What came of it. Times count from the call. */
export interface Generation {
  readonly generatedTokens: number;
  readonly queuedMs: number | null;
  readonly firstTokenMs: number | null;
  readonly finishReason: FinishReason;
}

/** What looks on while a text grows. */
export interface GenerationObserver {
  /** Aborted: nobody waits for the rest. */
  readonly signal: AbortSignal;
  /** Called for every token, with the text that it adds. */
  onToken(text: string): void;
}

/** Tokens worked on at once, over all slots. */
const batchSize = 512;
/** The other core is for whoever asks. */
const threads = 1;
/** How many earlier tokens decide how a token is written. */
const writtenBefore = 4;

/** An engine that is ready. */
export class TextEngine {
  readonly contextSize: number;
  readonly slots: Slots<LlamaSequence>;
  readonly #model: LlamaModel;

  private constructor(model: LlamaModel, contextSize: number, slots: Slots<LlamaSequence>) {
    this.#model = model;
    this.contextSize = contextSize;
    this.slots = slots;
  }

  /** Loads the model and makes room. */
  static async open({ modelPath, slots, contextSize }: EngineSettings): Promise<TextEngine> {
    const model = await loadModel(modelPath);
    const context = await model.createContext({
      sequences: slots,
      contextSize,
      batchSize,
      threads,
    });
    const sequences = Array.from({ length: slots }, () => context.getSequence());
    return new TextEngine(model, contextSize, new Slots(sequences));
  }

  /** The tokens of a prompt, the one that begins every text included. */
  tokenize(prompt: string): Token[] {
    const { bos } = this.#model.tokens;
    return [...(bos === null ? [] : [bos]), ...this.#model.tokenize(prompt)];
  }

  /** Waits for a slot and writes an answer. */
  async generate(request: GenerationRequest, observer: GenerationObserver): Promise<Generation> {
    const calledAtMs = performance.now();
    const slot = await this.slots.take(observer.signal);
    if (slot === null)
      return { generatedTokens: 0, queuedMs: null, firstTokenMs: null, finishReason: "cancelled" };
    try {
      const queuedMs = performance.now() - calledAtMs;
      const written = await this.#write(slot.item, request, observer);
      const { firstTokenAtMs, ...rest } = written;
      const firstTokenMs = firstTokenAtMs === null ? null : firstTokenAtMs - calledAtMs;
      return { ...rest, queuedMs, firstTokenMs };
    } finally {
      slot.free();
    }
  }

  async #write(
    sequence: LlamaSequence,
    { promptTokens, maxTokens, temperature, seed, ignoresEnd }: GenerationRequest,
    observer: GenerationObserver,
  ): Promise<Written> {
    // Nothing of the last text: a prompt that has been read before would be read in no time.
    await sequence.clearHistory();
    const text = [...promptTokens];
    const sampling = { temperature, seed, topK: 0, topP: 1, yieldEogToken: ignoresEnd };
    let firstTokenAtMs: number | null = null;
    const endFor = (finishReason: FinishReason): Written => {
      const generatedTokens = text.length - promptTokens.length;
      return { generatedTokens, firstTokenAtMs, finishReason };
    };
    for await (const token of sequence.evaluate(promptTokens, sampling)) {
      firstTokenAtMs ??= performance.now();
      observer.onToken(this.#model.detokenize([token], false, text.slice(-writtenBefore)));
      text.push(token);
      if (observer.signal.aborted) return endFor("cancelled");
      if (text.length - promptTokens.length === maxTokens) return endFor("length");
    }
    return endFor("stop");
  }
}

interface Written {
  readonly generatedTokens: number;
  readonly firstTokenAtMs: number | null;
  readonly finishReason: FinishReason;
}
