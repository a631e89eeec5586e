// What the server uses of the package node-llama-cpp. The package is installed only when this suite runs,
// so its own types are not there when the rest of the repository is checked; these are the few we need.

/** A token of the vocabulary, by its place. */
export type Token = number;

/** How the next token is chosen. */
export interface Sampling {
  /** 0: always the most likely one. */
  readonly temperature: number;
  readonly seed: number;
  /** 0: out of all. */
  readonly topK: number;
  /** 1: out of all. */
  readonly topP: number;
  /** Give the token that ends an answer like any other, and go on. */
  readonly yieldEogToken: boolean;
}

/** Room for one text. */
export interface LlamaSequence {
  clearHistory(): Promise<void>;
  /** Reads the tokens and goes on, token by token; ends when the model ends its answer. */
  evaluate(tokens: readonly Token[], sampling: Sampling): AsyncIterable<Token>;
}

/** Room for several texts that are worked on together. */
export interface LlamaContext {
  getSequence(): LlamaSequence;
}

/** A model in memory. */
export interface LlamaModel {
  readonly tokens: { readonly bos: Token | null };
  tokenize(text: string): Token[];
  /** With the tokens before, on which it depends whether there is a space. */
  detokenize(tokens: readonly Token[], showSpecial: boolean, before: readonly Token[]): string;
  createContext(settings: {
    readonly sequences: number;
    /** Of each sequence, in tokens. */
    readonly contextSize: number;
    /** Tokens that are worked on at once. */
    readonly batchSize: number;
    readonly threads: number;
  }): Promise<LlamaContext>;
}

interface Llama {
  loadModel(settings: { readonly modelPath: string }): Promise<LlamaModel>;
}

interface LlamaLibrary {
  getLlama(settings: {
    readonly gpu: false;
    /** Never compile: take the program that the platform package brings, or fail. */
    readonly build: "never";
    readonly logLevel: "error";
  }): Promise<Llama>;
}

const isLlamaLibrary = (value: unknown): value is LlamaLibrary =>
  typeof value === "object" && value !== null && "getLlama" in value;

/** Loads a model into the engine. */
export async function loadModel(modelPath: string): Promise<LlamaModel> {
  const packageName: string = "node-llama-cpp";
  const library: unknown = await import(packageName);
  if (!isLlamaLibrary(library)) throw new Error(`${packageName} is not what it was`);
  const llama = await library.getLlama({ gpu: false, build: "never", logLevel: "error" });
  return llama.loadModel({ modelPath });
}
