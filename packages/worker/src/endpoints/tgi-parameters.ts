// The `parameters` object of TGI's own API, which MindIE took over.

import type { RequestOptions } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** The limit, the details that counts and finish reason come in, and what was asked for. */
export function tgiParameters(options: RequestOptions): Record<string, unknown> {
  const { temperature, topP, topK } = options;
  return {
    max_new_tokens: options.maxTokens,
    details: true,
    ...givenFields({
      // A temperature of 0 is refused: greedy is asked for by name. So are values that change nothing.
      do_sample: temperature === null ? null : temperature > 0,
      temperature: temperature === 0 ? null : temperature,
      top_p: topP !== null && topP < 1 ? topP : null,
      top_k: topK !== null && topK > 0 ? topK : null,
    }),
  };
}
