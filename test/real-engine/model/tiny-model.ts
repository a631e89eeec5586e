// A Llama of 3.7 million weights that no one has trained. A real engine loads it and does real work with
// it: it reads prompts, keeps their state, batches users together, and writes until it has had enough.
import { writeFile } from "node:fs/promises";
import { encodeGguf, type Facts } from "./gguf-file.ts";
import { RandomNumbers } from "./random-numbers.ts";
import { createVocabulary, specialTokens, type VocabularyToken } from "./vocabulary.ts";
import { createWeights, type ModelShape } from "./weights.ts";

/** The name under which it is served. */
export const tinyModelName = "tiny-random-llama";

const shape: ModelShape = { width: 256, layers: 2, innerWidth: 768, heads: 4, keyHeads: 2 };
const vocabularySize = 4096;
const longestContext = 8192;

const chatTemplate =
  "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}" +
  "{% if add_generation_prompt %}assistant:{% endif %}";

const count = (value: number) => ({ kind: "count", value }) as const;
const text = (value: string) => ({ kind: "text", value }) as const;
const flag = (value: boolean) => ({ kind: "flag", value }) as const;

const architectureFacts = (): Facts => ({
  "general.architecture": text("llama"),
  "general.name": text(tinyModelName),
  // Weights of 16 bits.
  "general.file_type": count(1),
  "llama.vocab_size": count(vocabularySize),
  "llama.context_length": count(longestContext),
  "llama.embedding_length": count(shape.width),
  "llama.block_count": count(shape.layers),
  "llama.feed_forward_length": count(shape.innerWidth),
  "llama.attention.head_count": count(shape.heads),
  "llama.attention.head_count_kv": count(shape.keyHeads),
  "llama.attention.layer_norm_rms_epsilon": { kind: "number", value: 1e-5 },
  "llama.rope.dimension_count": count(shape.width / shape.heads),
});

const tokenizerFacts = (vocabulary: readonly VocabularyToken[]): Facts => ({
  "tokenizer.ggml.model": text("llama"),
  "tokenizer.ggml.tokens": { kind: "texts", value: vocabulary.map((token) => token.text) },
  "tokenizer.ggml.scores": { kind: "numbers", value: vocabulary.map(({ score }) => score) },
  "tokenizer.ggml.token_type": { kind: "counts", value: vocabulary.map(({ kind }) => kind) },
  "tokenizer.ggml.unknown_token_id": count(specialTokens.unknown),
  "tokenizer.ggml.bos_token_id": count(specialTokens.begin),
  "tokenizer.ggml.eos_token_id": count(specialTokens.end),
  "tokenizer.ggml.add_bos_token": flag(true),
  "tokenizer.ggml.add_eos_token": flag(false),
  "tokenizer.chat_template": text(chatTemplate),
});

/** The bytes of the model: the same for the same seed. */
export function createTinyModel(seed: number): Uint8Array {
  const random = new RandomNumbers(seed);
  const vocabulary = createVocabulary(random, vocabularySize);
  const weights = createWeights(shape, vocabulary, random);
  return encodeGguf({ ...architectureFacts(), ...tokenizerFacts(vocabulary) }, weights);
}

/** Writes the model into a file. */
export const writeTinyModel = (path: string, seed: number): Promise<void> =>
  writeFile(path, createTinyModel(seed));
