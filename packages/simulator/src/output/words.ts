// The text of an answer: plain words, one token each. They are lower-case ASCII letters, so that a
// word needs no escaping in JSON and one character is one byte.

import type { Random } from "./seeded-random.ts";

const vocabulary = (
  "air amber anchor apple arrow ash autumn badge bank bark basin bay beam bell birch bird blue boat " +
  "bone book bow branch brass bread bridge brook brown calm canal candle cape carpet castle cedar chain " +
  "chalk cherry circle clay cliff clock cloud clover coal coast copper coral corn cotton crane creek " +
  "crown cup dawn deep desert dew door dove dream drum dune dust eagle earth east echo elm ember engine " +
  "fable falcon farm feather fern field fig fire flame flax flint flower flute fog forest fox frost " +
  "garden gate glass globe gold grain granite grape grass gravel green grove gull hail harbor harp hawk " +
  "hazel heath hill hollow honey horn house ice inlet iron island ivory ivy jade jar juniper kettle key " +
  "kite lake lamp lantern lark laurel leaf lemon light lily linen lion lock loom maple marble market " +
  "marsh meadow mill mint mirror mist moon moss mountain night north oak ocean olive orange orchard otter " +
  "owl paper path pearl pebble pepper pine plain plum pond poplar quartz quiet rain raven reed ridge river"
).split(" ");

/** Writes an answer word by word; the words depend on the random sequence alone. */
export class WordWriter {
  readonly #random: Random;
  #isFirst = true;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The next words as they continue the text: each begins with a space, except the very first. */
  next(count: number): string {
    let text = "";
    for (let written = 0; written < count; written += 1) {
      const word = vocabulary[Math.floor(this.#random() * vocabulary.length)] ?? "";
      text += this.#isFirst ? word : ` ${word}`;
      this.#isFirst = false;
    }
    return text;
  }
}
