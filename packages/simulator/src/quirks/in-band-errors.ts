// F43 to F47: errors in the middle of an answer whose status was 200.

import type { Behaviour } from "../faults/behaviour.ts";
import type { MidwayError } from "../faults/midway.ts";
import { toErrorPayload } from "./edits/error-payloads.ts";
import { chatPath, type Quirk } from "./quirk.ts";

const message = "The engine failed while generating";

const breakWith = (write: (error: MidwayError) => string): Partial<Behaviour> => ({
  midway: { kind: "error", message, write },
});

const isOdd = ({ seed }: MidwayError): boolean => seed % 2 !== 0;

const proxyPage =
  "<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n" +
  "<body><center><h1>504 Gateway Time-out</h1></center></body>\r\n</html>\r\n";

/** Quirks of errors inside an answer. */
export const inBandErrorQuirks: readonly Quirk[] = [
  {
    id: "F43",
    title:
      "Sends an error after half of the tokens, in the API's shape or one of 17 others by seed",
    seenAt: "most servers",
    path: chatPath,
    as: null,
    changes: breakWith((error) => error.frame(toErrorPayload(error))),
  },
  {
    id: "F44",
    title: "Sends an error as event: error, with an odd seed in a field named error",
    seenAt: "Anthropic, DashScope; llama.cpp before September 2025",
    path: "/v1/messages",
    as: "anthropic",
    changes: breakWith((error) =>
      isOdd(error) ? `error: ${error.payload}\n\n` : `event: error\ndata: ${error.payload}\n\n`,
    ),
  },
  {
    id: "F45",
    title: "Sends the JSON of an error without any framing",
    seenAt: "Lemonade, Gemini",
    path: chatPath,
    as: null,
    changes: breakWith(({ payload }) => `${payload}\n`),
  },
  {
    id: "F46",
    title: "Sends raw text after half of the tokens, with an odd seed the page of a proxy",
    seenAt: "MindIE, proxies",
    path: chatPath,
    as: "mindie",
    changes: breakWith((error) =>
      isOdd(error) ? proxyPage : "Engine callback timeout, the request was given up.",
    ),
  },
  {
    id: "F47",
    title: "Sends an error after half of the tokens, then the end marker",
    seenAt: "vLLM, LMDeploy, FastChat",
    path: chatPath,
    as: "vllm",
    changes: breakWith(({ frame, payload, endFrame }) => frame(payload) + endFrame),
  },
];
