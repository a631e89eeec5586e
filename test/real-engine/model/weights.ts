// The weights of a small Llama. They are random, so what it writes means nothing, but reading and writing
// cost what they cost in any Llama of this size. Two numbers of each embedding are no noise: they pass
// through all layers untouched and decide which tokens can be written, and where an answer may end.
import type { RandomNumbers } from "./random-numbers.ts";
import { specialTokens, tokenKind, type VocabularyToken } from "./vocabulary.ts";

/** How large the model is. */
export interface ModelShape {
  /** Numbers in an embedding. */
  readonly width: number;
  readonly layers: number;
  /** Numbers between the two halves of a feed-forward part. */
  readonly innerWidth: number;
  readonly heads: number;
  /** Heads of keys and values; several heads of queries share one. */
  readonly keyHeads: number;
}

/** Numbers with a name; `sizes` is the engine's order, the length of a row first. */
export interface Tensor {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly values: Float32Array;
  /** Norms are kept in 32 bits, everything else in 16. */
  readonly isHalf: boolean;
}

/** In the embedding of every token: with it a row of the output has a constant part. */
const constantPlace = 0;
/** In the embeddings of tokens that end a sentence only. */
const sentenceEndPlace = 1;
const signalPlaces = 2;
const signalStrength = 4;

/** Spread of the scores of words: some are far more likely than others, none is certain. */
const wordSpread = 2;
/** So unlikely that it never comes. */
const neverScore = -60;
/** Added after a full stop: at temperature 0.8 half of the answers end of themselves within 64 tokens. */
const endAfterFullStop = 70;

const norm = (name: string, width: number): Tensor => ({
  name,
  sizes: [width],
  values: new Float32Array(width).fill(1),
  isHalf: false,
});

/** Makes all tensors of a model. */
export function createWeights(
  shape: ModelShape,
  vocabulary: readonly VocabularyToken[],
  random: RandomNumbers,
): Tensor[] {
  const { width, layers } = shape;
  return [
    embeddings(width, vocabulary, random),
    ...Array.from({ length: layers }, (_, layer) => layerWeights(shape, layer, random)).flat(),
    norm("output_norm.weight", width),
    outputRows(width, vocabulary, random),
  ];
}

function embeddings(
  width: number,
  vocabulary: readonly VocabularyToken[],
  random: RandomNumbers,
): Tensor {
  const values = new Float32Array(width * vocabulary.length).map(() => random.normal());
  for (const [token, { endsSentence }] of vocabulary.entries()) {
    values[token * width + constantPlace] = signalStrength;
    values[token * width + sentenceEndPlace] = endsSentence ? signalStrength : 0;
  }
  return { name: "token_embd.weight", sizes: [width, vocabulary.length], values, isHalf: true };
}

function layerWeights(shape: ModelShape, layer: number, random: RandomNumbers): Tensor[] {
  const { width, innerWidth, heads, keyHeads } = shape;
  const keyWidth = (width / heads) * keyHeads;
  const named = (name: string): string => `blk.${layer}.${name}.weight`;
  const matrix = (name: string, from: number, to: number): Tensor => {
    const values = new Float32Array(from * to).map(() => random.normal() / Math.sqrt(from));
    return { name: named(name), sizes: [from, to], values, isHalf: true };
  };
  return [
    norm(named("attn_norm"), width),
    matrix("attn_q", width, width),
    matrix("attn_k", width, keyWidth),
    matrix("attn_v", width, keyWidth),
    sparingSignals(matrix("attn_output", width, width)),
    norm(named("ffn_norm"), width),
    matrix("ffn_gate", width, innerWidth),
    matrix("ffn_up", width, innerWidth),
    sparingSignals(matrix("ffn_down", innerWidth, width)),
  ];
}

/** A layer adds to the embedding what these matrices give; their first rows would add to the signals. */
function sparingSignals(matrix: Tensor): Tensor {
  const [rowLength = 0] = matrix.sizes;
  matrix.values.fill(0, 0, signalPlaces * rowLength);
  return matrix;
}

function outputRows(
  width: number,
  vocabulary: readonly VocabularyToken[],
  random: RandomNumbers,
): Tensor {
  const values = new Float32Array(width * vocabulary.length);
  for (const [token, { kind }] of vocabulary.entries()) {
    const row = values.subarray(token * width, (token + 1) * width);
    if (kind === tokenKind.word) fillWithNoise(row.subarray(signalPlaces), random);
    else row[constantPlace] = neverScore / signalStrength;
  }
  values[specialTokens.end * width + sentenceEndPlace] = endAfterFullStop / signalStrength;
  return { name: "output.weight", sizes: [width, vocabulary.length], values, isHalf: true };
}

function fillWithNoise(row: Float32Array, random: RandomNumbers): void {
  for (let place = 0; place < row.length; place++)
    row[place] = (wordSpread * random.normal()) / Math.sqrt(row.length);
}
