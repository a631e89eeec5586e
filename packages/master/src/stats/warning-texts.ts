// One sentence for every warning code: codes come from workers, sentences from here.

const sentences: Readonly<Record<string, string>> = {
  not_streamed: "a streamed answer was asked for and came in one piece: no TTFT, no gaps",
  unexpected_stream: "a stream came although none was asked for",
  unterminated_last_event: "the last event of a stream had no blank line after it",
  data_after_done: "data came after [DONE]",
  compressed_stream: "the answer was compressed: its timing is unreliable",
  failure_wait: "users paused after failures without any answer (--failure-wait)",
  many_cancelled: "more than 5 % of the requests were cancelled",
  nothing_finished:
    "no request had ended when the run stopped: run longer, or bound the wait with --first-token-timeout",
  estimated_tokens: "token counts are estimated from stream events: the server sent no usage",
};

/** The sentence of a code; an unknown code speaks for itself. */
export const warningText = (code: string): string =>
  (Object.hasOwn(sentences, code) ? sentences[code] : undefined) ?? code.replaceAll("_", " ");
