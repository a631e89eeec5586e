// One request over the engine that carries the load, with the answer as text: what preflight asks with.
import type { ResponseHeaders, Slot, TransportHandler } from "../http/transport.ts";

/** What came back. */
export interface TextAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ResponseHeaders;
  readonly body: string;
}

/** What is asked. */
export interface TextRequest {
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly timeoutMs: number;
  /** Makes it a POST. */
  readonly body?: Buffer;
}

const maxBodyBytes = 4 * 1024 * 1024;

/**
 * Resolves with whatever is there when the body ends, breaks off or takes too long: the target has
 * answered. Rejects when there was no HTTP answer at all.
 */
export const getText = (slot: Slot, request: TextRequest): Promise<TextAnswer> => {
  const { path, headers, timeoutMs, body = null } = request;
  return new Promise((resolve, reject) => {
    const answer = new Answer((error) => {
      clearTimeout(deadline);
      slot.abort();
      const { head } = answer;
      if (head === null) reject(error ?? new Error("no answer"));
      else resolve({ ...head, body: answer.text() });
    });
    const deadline = setTimeout(() => {
      answer.failed(0, new Error(`no answer within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    slot.send({ method: body === null ? "GET" : "POST", path, headers, body }, answer);
  });
};

class Answer implements TransportHandler {
  head: Pick<TextAnswer, "status" | "headers"> | null = null;
  readonly #over: (error: Error | null) => void;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #isOver = false;

  constructor(over: (error: Error | null) => void) {
    this.#over = over;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }

  sent(): void {}

  firstByte(): void {}

  headers(_atMs: number, status: number, headers: ResponseHeaders): void {
    this.head = { status, headers };
  }

  data(_atMs: number, bytes: Buffer): void {
    // The memory of a read is the engine's.
    this.#chunks.push(Buffer.from(bytes));
    this.#size += bytes.length;
  }

  readEnd(): boolean {
    if (this.#size > maxBodyBytes) this.#end(null);
    return false;
  }

  ended(): void {
    this.#end(null);
  }

  failed(_atMs: number, error: Error): void {
    this.#end(error);
  }

  #end(error: Error | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#over(error);
  }
}
