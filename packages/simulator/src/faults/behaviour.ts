// How a request is answered, as data and small pure hooks. A fault or a quirk is a change of some of
// these fields, so that a new one is a row in a table; the engine asks the fields and knows no name.

import type { JsonObject } from "../apis/generation-request.ts";
import type { FinishReason } from "../output/output-length.ts";
import type { Rewrite } from "./message.ts";
import type { Midway } from "./midway.ts";

export type { Midway } from "./midway.ts";

/** A fixed answer that takes the place of the whole generation; the body is sent byte for character. */
export interface CannedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a fault may look at before it decides how a request is answered. */
export interface FaultedRequest {
  readonly body: JsonObject;
  /** The model that the simulator lists. */
  readonly modelName: string;
  /** Counts the requests that this server had with this fault, from 1. */
  readonly order: number;
}

/** Bytes that come again and again while an answer is made. */
export interface Ping {
  readonly everyMs: number;
  readonly text: string;
}

/** All that a fault can change. */
export interface Behaviour {
  /** Changes more, by what the request asks or how many came before; null = it depends on nothing. */
  readonly perRequest: ((request: FaultedRequest) => Partial<Behaviour>) | null;
  /** `perRequest` also decides about GET requests, when the whole server has this fault. */
  readonly isServerWide: boolean;
  /** Answer this at once and generate nothing; null = generate. */
  readonly canned: CannedAnswer | null;
  /** Read the request and never answer. */
  readonly isSilent: boolean;
  /** Stream when the request asks for it. */
  readonly canStream: boolean;
  /** Stream even when the request does not ask for it. */
  readonly mustStream: boolean;

  /** Generate so many tokens, whatever was asked; null = as asked. */
  readonly outputTokens: number | null;
  /** Name this reason for the end; null = the true one. */
  readonly finishReason: FinishReason | null;
  /** Added to the time to first token. */
  readonly firstTokenDelayMs: number;
  readonly midway: Midway | null;

  /** Status and headers of a stream leave at the admission, with the first token or with the end. */
  readonly opensAt: "admission" | "firstToken" | "end";
  /** Headers beside those that each answer has. */
  readonly headers: Readonly<Record<string, string>>;
  /** null = no such header; undefined = that of the API. */
  readonly contentType: string | null | undefined;
  /** Chunks of tokens that share one message, held back until the last of them is due. */
  readonly chunksPerMessage: number;
  /** Token events that leave in one write, held back until the last of them is due; the first leaves alone. */
  readonly eventsPerWrite: number;
  /** Changes, adds or drops messages; called once per answer, so that the changes may remember. */
  readonly createRewrite: ((request: AnsweredRequest) => Rewrite) | null;
  /** Makes one payload of those that leave in one write; null = each has a frame of its own. */
  readonly glue: ((payloads: readonly string[]) => string) | null;
  /** Changes the frame of a payload; `index` counts the frames of an answer. */
  readonly reframe: ((frame: string, payload: string, index: number) => string) | null;
  /** The payload that ends an event stream; null = none; undefined = that of the API. */
  readonly endMarker: string | null | undefined;
  /** Comes before the first frame. */
  readonly preamble: string;
  /** Changes the last text of a stream. */
  readonly trimEnd: ((text: string) => string) | null;
  /** Comes after the end of the stream, whose body stays open for some time then. */
  readonly afterEnd: { readonly text: string; readonly lingerMs: number } | null;
  /** Sent while a stream is open. */
  readonly streamPing: Ping | null;
  /** Sent before a document that is not complete yet. */
  readonly documentPing: Ping | null;

  /** Cuts what would be one write into pieces, each sent in a turn of its own; null = not cut. */
  readonly cut: ((bytes: Buffer) => readonly Buffer[]) | null;
  /** Compress the body, asked or not: Brotli for clients that accept it and no gzip, else gzip. */
  readonly isCompressed: boolean;
  /** Answer as HTTP/1.0: the body ends with the connection. */
  readonly isHttp10: boolean;
  /** Close the connection after each answer, and say so. */
  readonly closesConnection: boolean;
  /** Close the connection, without saying so, when it was idle for so long after an answer. */
  readonly idleCloseMs: number | null;
  readonly webSocket: WebSocketManners;
}

/** What the rewriting of an answer may look at. */
export interface AnsweredRequest {
  readonly body: JsonObject;
  readonly promptTokens: number;
}

/** How the WebSocket chat behaves. */
export interface WebSocketManners {
  /** How often each cumulative frame is sent. */
  readonly frameRepeats: number;
  /** Whether a frame with the final status ends each answer. */
  readonly sendsFinalStatus: boolean;
  /** Closes the socket with this code after each answer; null = it stays open. */
  readonly closeCode: number | null;
}

/** An answer without any fault. */
export const soundBehaviour: Behaviour = {
  perRequest: null,
  isServerWide: false,
  canned: null,
  isSilent: false,
  canStream: true,
  mustStream: false,
  outputTokens: null,
  finishReason: null,
  firstTokenDelayMs: 0,
  midway: null,
  opensAt: "admission",
  headers: {},
  contentType: undefined,
  chunksPerMessage: 1,
  eventsPerWrite: 1,
  createRewrite: null,
  glue: null,
  reframe: null,
  endMarker: undefined,
  preamble: "",
  trimEnd: null,
  afterEnd: null,
  streamPing: null,
  documentPing: null,
  cut: null,
  isCompressed: false,
  isHttp10: false,
  closesConnection: false,
  idleCloseMs: null,
  webSocket: { frameRepeats: 1, sendsFinalStatus: true, closeCode: null },
};

/** Whether an answer is a stream. */
export const isStreamed = (wantsStream: boolean, behaviour: Behaviour): boolean =>
  behaviour.mustStream || (wantsStream && behaviour.canStream);

/** One fault: what it does, in a sentence, and what it changes. */
export interface Fault {
  readonly about: string;
  readonly changes: Partial<Behaviour>;
}

/** The faults of one family by name. */
export type FaultFamily = Readonly<Record<string, Fault>>;
