// A request as workers send it for --records; a test names only what it is about.
import type { RequestFacts } from "@gadfly/shared/result/request-record";

/** One that went well. */
export const factsOf = (changes: Partial<RequestFacts> = {}): RequestFacts => ({
  requestId: "r-0-0",
  user: 0,
  iteration: 0,
  endpoint: "openai-chat",
  host: "127.0.0.1:8000",
  outcome: "succeeded",
  failure: null,
  message: null,
  status: 200,
  dueS: 1,
  sentS: 1.002,
  endedS: 1.41,
  streamed: true,
  tokenEvents: 4,
  tokenSource: "usage",
  finishReason: "stop",
  warnings: [],
  metrics: { ttft: 98, e2e: 398, ttlb: 408 },
  ...changes,
});
