// Asks single APIs of a simulator and makes their answers comparable, for its tests.

import { createRandom } from "../output/seeded-random.ts";
import { WordWriter } from "../output/words.ts";
import type { RunningSimulator } from "../start-simulator.ts";
import { ask, type PlainReply, type PlainRequest } from "./plain-client.ts";

const requestId = "r";

/** The first words of every answer to `askApi`. */
export const answerWords = (count: number): string[] => {
  const words = new WordWriter(createRandom(1, `id:${requestId}`, "words"));
  return Array.from({ length: count }, () => words.next(1));
};

// Times differ from run to run: every one becomes 0, whatever its field is called.
const times =
  /"(created|created_at|e2e_latency|[a-z_]*duration|[a-z_]*_ms|[a-z_]*_per_second|queue_time|prompt_time|completion_time|total_time|prefill_time|decode_time)":(?:"[^"]*"|[\d.e-]+)/g;

/** Sends a request with the id `r` and gives the answer with all times set to 0. */
export const askApi = async (
  simulator: RunningSimulator,
  { headers, ...wanted }: PlainRequest,
): Promise<PlainReply> => {
  const reply = await ask(simulator, {
    ...wanted,
    headers: { ...headers, "x-request-id": requestId },
  });
  return { ...reply, body: reply.body.replaceAll(times, `"$1":0`) };
};
