// Why no HTTP answer came: in words, and whether waiting could change it.

import { describeError, type ErrorText } from "@gadfly/shared/errors/error-text";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import { classifyError, isMistrust, isPlainServer } from "../../http/classify-error.ts";

/** What came in place of an answer. */
export interface NoAnswer {
  /** In words, on one line. */
  readonly reason: string;
  /**
   * untrusted: its certificate; plain: it does not speak TLS; tls: it speaks nothing else; name: there
   * is no such host; closed: it took the request and gave no HTTP answer; silent: all the rest.
   */
  readonly kind: "untrusted" | "plain" | "tls" | "name" | "closed" | "silent";
}

const moment = { phase: "waiting", isReused: false, sinceSentMs: 0 } as const;

/** Reads what a transport failed with. */
export function explainNoAnswer(cause: unknown): NoAnswer {
  const { failure, message } = classifyError(cause, moment);
  return { reason: message, kind: kindOf(cause, failure) };
}

function kindOf(cause: unknown, failure: string): NoAnswer["kind"] {
  if (isMistrust(cause)) return "untrusted";
  if (isPlainServer(cause)) return "plain";
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null;
  if (code === "ENOTFOUND") return "name";
  const isClosed = /^(H1_CLOSED|H1_BAD_RESPONSE|ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;
  return failure === "protocol" || isClosed.test(String(code)) ? "closed" : "silent";
}

/** Calls what may reject for want of an answer, and says why. */
export async function answerOrNone<Value>(
  asked: () => Promise<Value>,
): Promise<Result<Value, NoAnswer>> {
  try {
    return ok(await asked());
  } catch (cause) {
    return err(explainNoAnswer(cause));
  }
}

/** True when nothing but another command line can help. */
export const isHopeless = ({ kind }: NoAnswer): boolean =>
  kind === "untrusted" || kind === "plain" || kind === "tls" || kind === "name";

/** What the user is told about a target that gives no answer. */
export function unreachable(address: string, { kind, reason }: NoAnswer): ErrorText {
  if (kind === "untrusted") return describeError("GF_TARGET_UNTRUSTED", { address, reason });
  if (kind === "plain")
    return describeError("GF_TARGET_SCHEME", {
      address,
      reason: "it does not answer a handshake with one",
      asked: "TLS",
      other: "http://",
    });
  if (kind === "tls")
    return describeError("GF_TARGET_SCHEME", {
      address,
      reason,
      asked: "plain HTTP",
      other: "https://",
    });
  return describeError("GF_TARGET_UNREACHABLE", { address, reason });
}
