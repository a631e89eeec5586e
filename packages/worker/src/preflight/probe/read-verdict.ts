// What the answer to a probe says about its fields.

import { findError } from "../../stream/json/error-shape.ts";
import { toReadable } from "../../stream/json/readable-text.ts";
import { isStreamRequest, type Endpoint } from "../../endpoints/endpoint.ts";
import { headerText } from "../../http/transport.ts";
import type { ReplySummary } from "../../stream/reply-decoder.ts";
import type { TextAnswer } from "../get-text.ts";
import type { ProbeVerdict } from "./search-fields.ts";

/** Statuses of servers that have read the body: by rule, and by falling over a field they do not know. */
const refusals: ReadonlySet<number> = new Set([400, 422, 500]);

/** Some reasoning models call it an error that one token was too few: they had taken the fields. */
const tooShort = /output limit was reached|could not finish the message/i;

const maxLines = 20;

/** The verdict that an answer is. */
export interface AnswerReading {
  readonly verdict: ProbeVerdict;
  /** A whole stream came, and no count of its tokens. */
  readonly lacksUsage: boolean;
}

/** Reads an answer as the load would. */
export function readVerdict(
  answer: TextAnswer,
  endpoint: Endpoint,
  wantsStream: boolean,
): AnswerReading {
  if (answer.status < 200 || answer.status >= 300)
    return { verdict: readRefusal(answer), lacksUsage: false };
  const reply = decode(answer, endpoint, wantsStream);
  const { isStreamed, isFinished, usage } = reply;
  const isCounted = (usage?.outputTokens ?? null) !== null;
  return { verdict: readReply(reply), lacksUsage: isStreamed && isFinished && !isCounted };
}

function decode(
  { headers, body }: TextAnswer,
  endpoint: Endpoint,
  wantsStream: boolean,
): ReplySummary {
  const decoder = endpoint.createDecoder({
    isStreamRequest: isStreamRequest(endpoint, wantsStream),
    contentType: headerText(headers, "content-type"),
    keepText: true,
    prompt: "",
  });
  decoder.push(Buffer.from(body), 0);
  decoder.end();
  return decoder.summary();
}

/** Only an answer is a yes: pages of gateways and firewalls come with status 200 too. */
function readReply({ inbandError, hasOutput, isFinished, badFrame }: ReplySummary): ProbeVerdict {
  if (inbandError !== null && !tooShort.test(inbandError))
    return { kind: "refused", text: inbandError };
  if (inbandError !== null || hasOutput || isFinished) return { kind: "taken" };
  const found = badFrame ?? "the body is empty";
  return { kind: "unclear", text: `HTTP 200 without an answer in it: ${found}` };
}

function readRefusal({ status, body }: TextAnswer): ProbeVerdict {
  const error = errorIn(body);
  if (error !== null && tooShort.test(error)) return { kind: "taken" };
  const said = error ?? toReadable(body);
  const text = said === "" ? `HTTP ${status}` : `HTTP ${status}: ${said}`;
  return { kind: refusals.has(status) ? "refused" : "unclear", text };
}

/** The first error in a body, or in the first messages of a stream. */
function errorIn(body: string): string | null {
  const whole = findErrorIn(body);
  if (whole !== null) return whole;
  const lines = body.split(/[\r\n]+/, maxLines).map((line) => line.replace(/^(data|error):/, ""));
  for (const line of lines) {
    const error = findErrorIn(line);
    if (error !== null) return error;
  }
  return null;
}

function findErrorIn(text: string): string | null {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    return findError(JSON.parse(text));
  } catch {
    return null;
  }
}
