// Talks to one target before the load, outside the ledger, over the engine that will carry the load.

import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import type { AuthHeader } from "@gadfly/shared/providers/provider-table";
import { keyValue } from "../../endpoints/request-headers.ts";
import { parseTarget, pathOn, type Target } from "../../endpoints/target.ts";
import type { CreateTransport } from "../../http/create-transport.ts";
import type { Transport } from "../../http/transport.ts";
import { answerOrNone, type NoAnswer } from "./no-answer.ts";
import { getText, type TextAnswer, type TextRequest } from "../get-text.ts";

/** How long one answer may take. */
export const answerTimeoutMs = 10_000;

/** Headers by lower-case name. */
export type HeaderMap = Readonly<Record<string, string>>;

/** What to ask: a path below the base URL; `post` makes it a POST. */
export interface Question {
  readonly path: string;
  readonly headers: HeaderMap;
  readonly post?: Buffer;
  readonly timeoutMs?: number;
}

/** One target that can be asked. */
export interface TargetClient {
  /** As the user gave it. */
  readonly address: string;
  readonly target: Target;
  /** Rejects when there is no HTTP answer. */
  ask(question: Question): Promise<TextAnswer>;
  /** The same for a request that is ready to be sent. */
  send(request: TextRequest): Promise<TextAnswer>;
  /** Like `ask`; a server that closes on plain HTTP is asked whether it speaks TLS. */
  reach(question: Question): Promise<Result<TextAnswer, NoAnswer>>;
  close(): Promise<void>;
}

/** Gets ready to ask; nothing is sent yet. */
export function openTarget(
  address: string,
  createTransport: CreateTransport,
  plan: Pick<Plan, "connections">,
): Result<TargetClient> {
  const parsed = parseTarget(address);
  if (!parsed.ok) return parsed;
  const target = parsed.value;
  const transport = createTransport(target.origin, plan.connections);
  const send = (request: TextRequest): Promise<TextAnswer> => sendOver(transport, request);
  const ask = ({ path, headers, post, timeoutMs = answerTimeoutMs }: Question) =>
    send({
      path: pathOn(target, path),
      headers: Object.entries({ accept: "application/json", ...headers }).flat(),
      timeoutMs,
      ...(post === undefined ? {} : { body: post }),
    });
  const reach = async (question: Question): Promise<Result<TextAnswer, NoAnswer>> => {
    const answer = await answerOrNone(() => ask(question));
    if (answer.ok && wantsTls(answer.value)) return err(tlsWanted);
    if (answer.ok || answer.error.kind !== "closed") return answer;
    const isTls = await speaksTls(target.origin, createTransport, plan);
    return isTls ? err(tlsOnly) : answer;
  };
  return ok({ address, target, ask, send, reach, close: () => transport.close() });
}

async function sendOver(transport: Transport, request: TextRequest): Promise<TextAnswer> {
  const slot = transport.openSlot();
  try {
    return await getText(slot, request);
  } finally {
    await slot.close();
  }
}

const tlsOnly: NoAnswer = {
  reason: "it closes such a connection without an answer, and answers over TLS",
  kind: "tls",
};

const tlsWanted: NoAnswer = { reason: "it says that it wants HTTPS", kind: "tls" };

/** nginx and servers in Go answer in plain HTTP that they want TLS. */
const wantsTls = ({ status, body }: TextAnswer): boolean =>
  status === 400 && /\bHTTP request (was sent )?to (an )?HTTPS (port|server)\b/i.test(body);

const tlsTimeoutMs = 3_000;

/** Whether a plain HTTP address answers over TLS; whoever it is gets no header and no key. */
async function speaksTls(
  origin: string,
  createTransport: CreateTransport,
  { connections }: Pick<Plan, "connections">,
): Promise<boolean> {
  if (!origin.startsWith("http:")) return false;
  const { port, hostname } = new URL(origin);
  const secure = createTransport(`https://${hostname}:${port || "80"}`, {
    ...connections,
    insecure: true,
  });
  const question = { path: "/", headers: [], timeoutMs: tlsTimeoutMs };
  const answer = await answerOrNone(() => sendOver(secure, question));
  await secure.close();
  return answer.ok;
}

/** As the load sends them: the API's own, the key, the user's, whatever their case; the last wins. */
export function headersOf(
  plan: Pick<Plan, "request">,
  { apiKey, headers }: Secrets,
  { auth, own }: { readonly auth: AuthHeader; readonly own: HeaderMap },
): HeaderMap {
  const key = apiKey === null ? {} : { [auth]: keyValue(auth, apiKey) };
  const all = [own, key, plan.request.headers, headers].flatMap((some) => Object.entries(some));
  return Object.fromEntries(all.map(([name, text]) => [name.toLowerCase(), text]));
}

/** Calls what may reject for want of an answer, and says why in words. */
export async function answerOrReason<Value>(asked: () => Promise<Value>): Promise<Result<Value>> {
  const answer = await answerOrNone(asked);
  return answer.ok ? answer : err(answer.error.reason);
}
