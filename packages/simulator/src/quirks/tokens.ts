// F39 to F42: how tokens and choices are spread over chunks.

import { sendChoicesInTurn } from "./edits/choice-edits.ts";
import { chatPath, type Quirk } from "./quirk.ts";
import { holdTextBack, reasonAtFirst } from "./edits/token-edits.ts";

/** Quirks of tokens and choices. */
export const tokenQuirks: readonly Quirk[] = [
  {
    id: "F39",
    title: "Sends three chunks of tokens as one, when the last of them is due",
    seenAt: "speculative decoding, Gemini",
    path: chatPath,
    as: null,
    changes: { chunksPerMessage: 3 },
  },
  {
    id: "F40",
    title:
      "Sends every other token without text, as a token id alone; its text comes with the next",
    seenAt: "vLLM with token ids, Groq while reasoning",
    path: chatPath,
    as: "vllm",
    changes: { createRewrite: holdTextBack },
  },
  {
    id: "F41",
    title:
      "Sends five tokens of reasoning: reasoning_content, reasoning, thinking, two between <think> and </think>",
    seenAt: "vLLM, SGLang, Ollama, mlx-lm, each with one of these",
    path: chatPath,
    as: null,
    changes: { createRewrite: reasonAtFirst },
  },
  {
    id: "F42",
    title: "Sends one choice after the other (n > 1) and the chunks that finish them at the end",
    seenAt: "FastChat",
    path: chatPath,
    as: "fastchat",
    changes: { createRewrite: sendChoicesInTurn },
  },
];
