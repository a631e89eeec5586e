// What carries requests: the border between the load engine and an HTTP engine. A slot owns one
// connection and runs one request at a time. All times are milliseconds of performance.now().

/** One HTTP request, ready to be written. */
export interface TransportRequest {
  readonly method: "GET" | "POST";
  /** Path and query. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer | null;
}

/** Response headers by lower-case name. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Receives what happens to one request, in this order: sent, firstByte, headers, data and readEnd in
 * turn, then ended or failed once. Neither ended nor failed is called from within `send`.
 */
export interface TransportHandler {
  /** The first byte goes to the socket; `connectMs` only when a connection was made for this request. */
  sent(atMs: number, connectMs: number | null): void;
  /** The response begins. */
  firstByte(): void;
  /** The final status and headers (interim 1xx responses are not reported). */
  headers(atMs: number, status: number, headers: ResponseHeaders): void;
  /** A piece of the body, valid only during the call. Pieces of one socket read share its time. */
  data(atMs: number, bytes: Buffer): void;
  /** All pieces of the current socket read were given; true when the reply has said that it is over. */
  readEnd(): boolean;
  /** The body ended as its framing promised. */
  ended(atMs: number): void;
  /** The connection could not be made, or broke. */
  failed(atMs: number, error: Error): void;
}

/** Owns at most one connection, kept alive between requests. */
export interface Slot {
  /** Sends a request; only one at a time. */
  send(request: TransportRequest, handler: TransportHandler): void;
  /** Gives up the running request with its connection; its handler hears nothing more. */
  abort(): void;
  /** Closes the connection for good. */
  close(): Promise<void>;
}

/** An HTTP engine for one target. */
export interface Transport {
  /** A new slot; it connects when first used. */
  openSlot(): Slot;
  /** Closes every slot. */
  close(): Promise<void>;
}

/** One header's value; a repeated header gives its first. */
export function headerText(headers: ResponseHeaders, name: string): string | null {
  const value = headers[name];
  return (typeof value === "string" ? value : value?.[0]) ?? null;
}
