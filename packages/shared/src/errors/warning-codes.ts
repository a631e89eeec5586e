// Everything odd that does not fail a request but changes what its numbers mean. One table: workers and
// master count codes, summary, result and docs say the sentence and what to do about it.

/** One warning. */
export interface WarningCodeRow {
  /** What was seen and what it does to the numbers. */
  readonly sentence: string;
  /** What the reader can do about it. */
  readonly remedy: string;
  /** It is about the run as a whole: there is nothing to count. */
  readonly ofRun?: true;
}

/** What single answers show. */
const answerWarnings = {
  not_streamed: {
    sentence: "A stream was asked for and the answer came in one piece: no TTFT, no gaps.",
    remedy: "Look for a proxy or a server that ignores `stream`, or measure with --no-stream.",
  },
  unexpected_stream: {
    sentence: "A stream came although none was asked for.",
    remedy: "Leave out --no-stream; the server streams anyway.",
  },
  single_chunk: {
    sentence:
      "A stream brought all its tokens in one event: TTFT is the whole latency, and there are no gaps.",
    remedy: "Look for a proxy that buffers, or a server that only pretends to stream.",
  },
  buffered_stream: {
    sentence:
      "A stream was held back and let go at its end: TTFT and gaps are those of a buffer, not of the model.",
    remedy: "Turn buffering off in the proxy (nginx: proxy_buffering off).",
  },
  compressed_stream: {
    sentence: "The answer was compressed: tokens wait in the compressor, so their times are off.",
    remedy: "Turn compression off for streams in the server or proxy.",
  },
  unterminated_last_event: {
    sentence: "The last event of a stream had no line end after it.",
    remedy: "Nothing is lost; the server's stream is not quite as its format wants it.",
  },
  data_after_done: {
    sentence: "Data came after the end mark of a stream, and was left out.",
    remedy: "Compare with what the server logs; its stream ends twice.",
  },
  garbage_in_stream: {
    sentence: "Something that is no part of the answer came behind its end.",
    remedy: "Look at the server's and the proxy's logs for errors at that moment.",
  },
  lenient_json: {
    sentence: "JSON held NaN, which JSON does not know; it was read as null.",
    remedy: "Times and counts hold; strict clients of this server will fail.",
  },
  replacement_character: {
    sentence: "Text held the replacement character: the server cut a character in two.",
    remedy: "Times and counts hold; the server should wait for whole characters.",
  },
  text_rewritten: {
    sentence: "A server that repeats its text so far has changed what it had said.",
    remedy: "Times hold; tokens that were taken back are counted as the server counts them.",
  },
  prompt_echo: {
    sentence: "The answer began with the prompt, which was left out of it.",
    remedy: "Turn echoing off in the server where it can be.",
  },
  usage_mismatch: {
    sentence: "The server's count of tokens does not fit what it streamed.",
    remedy:
      "Per-token figures are as wrong as the count; compare with a tokenizer before they are used.",
  },
  over_limit: {
    sentence:
      "The server counted more output tokens than --max-tokens allows: it ignores the limit, or counts something else as well.",
    remedy:
      "Hold an answer's length against its count, with --show-response; trust no tokens/s before that.",
  },
  capped_output: {
    sentence: "Answers ended at a limit below --max-tokens: the server has a cap of its own.",
    remedy: "Raise the server's limit or its context, or ask for fewer tokens.",
  },
  early_eos: {
    sentence: "--ignore-eos was asked for and answers ended early all the same.",
    remedy:
      "Lengths differ: compare per-token figures only. Preflight says what was sent; --extra-body sends more.",
  },
  prefix_cache: {
    sentence:
      "More than half of a prompt came from the server's prefix cache: TTFT is that much shorter.",
    remedy: "Use --prompt-randomize where the cost of reading prompts is to be measured.",
  },
} as const satisfies Record<string, WarningCodeRow>;

/** What only the whole run shows. */
const runWarnings = {
  failure_wait: {
    sentence: "Users paused after failures that came before any answer (--failure-wait).",
    remedy: "Less load was sent than asked for; see the errors.",
  },
  many_cancelled: {
    sentence: "More than 5 % of the requests were cancelled at the end of the run.",
    remedy: "Run longer, or give running requests time with --stop-timeout.",
  },
  failing_fast: {
    sentence: "Most requests failed at once, without work: req/s counts these failures.",
    remedy:
      "See the errors. --max-fail-ratio ends such a run; --wait paces users whatever the answer.",
  },
  nothing_finished: {
    sentence: "No request had ended when the run stopped.",
    remedy: "Run longer, or bound the wait with --first-token-timeout.",
  },
  run_too_short: {
    sentence: "The run lasted less than five times the mean latency.",
    remedy: "Run longer; ramp and end weigh too much in these numbers.",
    ofRun: true,
  },
  estimated_tokens: {
    sentence: "Token counts are estimated from stream events: the server sent no usage.",
    remedy:
      "Where the server can send usage, turn it on; otherwise per-token figures are per event.",
  },
  prompts_reused: {
    sentence:
      "All requests sent the same prompt, and later ones were answered much sooner: a prefix cache probably helped.",
    remedy: "Use --prompt-randomize, unless a warm cache is what is to be measured.",
  },
  records_dropped: {
    sentence:
      "Request records were dropped: more requests ended within a second than a worker keeps, or the file refused them.",
    remedy: "The numbers hold; take a part of the requests with --records-sample, or more workers.",
  },
  insecure_tls: {
    sentence: "Certificates were not checked (--insecure): anybody on the way could have answered.",
    remedy: "Trust the server's certificate with --ca-cert FILE instead.",
    ofRun: true,
  },
  target_unhealthy: {
    sentence: "After the run the target did not say that it is well.",
    remedy: "Look at the server's log: the load may have broken it.",
    ofRun: true,
  },
} as const satisfies Record<string, WarningCodeRow>;

/** The table; the key is stable and public. */
export const warningCodes = { ...answerWarnings, ...runWarnings };

/** A code of the table. */
export type WarningCode = keyof typeof warningCodes;

const isWarningCode = (code: string): code is WarningCode => Object.hasOwn(warningCodes, code);

/** What a code means; one of another version speaks for itself. */
export const describeWarning = (code: string): WarningCodeRow =>
  isWarningCode(code) ? warningCodes[code] : { sentence: code.replaceAll("_", " "), remedy: "" };
