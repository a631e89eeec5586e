// F31 to F38: how the tokens are counted, or not.

import { chatPath, type Quirk } from "./quirk.ts";
import {
  doubleUsage,
  finishWithUsage,
  leaveOutUsage,
  miscountUsage,
  nullUsage,
  repeatUsage,
  vendorUsage,
  zeroUsage,
} from "./edits/usage-edits.ts";

/** Quirks of usage. */
export const usageQuirks: readonly Quirk[] = [
  {
    id: "F31",
    title: "Sends no usage, even when asked",
    seenAt: "grps, streams of FastChat, Triton",
    path: chatPath,
    as: "grps",
    changes: { createRewrite: leaveOutUsage },
  },
  {
    id: "F32",
    title: "Sends null as usage in each chunk that has none",
    seenAt: "OpenAI with include_usage, OpenLLM, LMDeploy",
    path: chatPath,
    as: "openllm",
    changes: { createRewrite: nullUsage },
  },
  {
    id: "F33",
    title: "Sends the usage so far in every chunk",
    seenAt: "vLLM with continuous usage, Byzer-LLM, Perplexity, Gemini",
    path: chatPath,
    as: "byzer",
    changes: { createRewrite: repeatUsage },
  },
  {
    id: "F34",
    title: "Sends usage in the chunk that finishes, asked or not",
    seenAt: "Fireworks, MindIE, Together, text-generation-webui, old vLLM",
    path: chatPath,
    as: "fireworks",
    changes: { createRewrite: finishWithUsage },
  },
  {
    id: "F35",
    title: "Sends usage twice: in the chunk that finishes and in one without choices",
    seenAt: "xAI, Groq",
    path: chatPath,
    as: "groq",
    changes: { createRewrite: doubleUsage },
  },
  {
    id: "F36",
    title: "Sends a usage of zeros in every chunk",
    seenAt: "LocalAI",
    path: chatPath,
    as: null,
    changes: { createRewrite: zeroUsage },
  },
  {
    id: "F37",
    title:
      "Counts wrongly: one output token too few in a stream, the prompt as output in a document",
    seenAt: "vLLM 0.2, OpenLLM 0.4.36",
    path: chatPath,
    as: "openllm",
    changes: { createRewrite: miscountUsage },
  },
  {
    id: "F38",
    title: "Sends usage in the field x_groq of the chunk that finishes",
    seenAt: "Groq; llama.cpp and Ollama have fields of their own too",
    path: chatPath,
    as: "groq",
    changes: { createRewrite: vendorUsage },
  },
];
