// Sends one request through a transport, writes down what its handler heard, and checks on the way
// that the calls came in the order that the interface promises.

import { classifyError } from "@gadfly/worker/http/classify-error";
import type {
  ResponseHeaders,
  Slot,
  TransportHandler,
  TransportRequest,
} from "@gadfly/worker/http/transport";

/** The request that is sent when a test does not care. */
export const plainRequest: TransportRequest = {
  method: "POST",
  path: "/v1/test",
  headers: ["x-test", "1"],
  body: Buffer.from("{}"),
};

type Phase = "sending" | "sent" | "begun" | "answered" | "over";

/** What became of a request; complete once `over` has resolved. */
export class RecordedRequest implements TransportHandler {
  /** The handler's calls in order, for tests that compare them. */
  readonly calls: string[] = [];
  readonly over: Promise<this>;
  connectMs: number | null = null;
  status: number | null = null;
  responseHeaders: ResponseHeaders = {};
  body = "";
  /** `ended`, or the kind of the failure. */
  end = "";
  message = "";
  /** May do anything to the slot at a call. */
  onCall: (call: string) => void = () => undefined;
  #phase: Phase = "sending";
  #sentAtMs = 0;
  #lastAtMs = 0;
  /** The time of the read whose pieces are coming; null between reads. */
  #readAtMs: number | null = null;
  #isInSend = true;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(slot: Slot, request: TransportRequest = plainRequest) {
    this.over = new Promise((resolve, reject) => {
      this.#resolve = () => resolve(this);
      this.#reject = reject;
    });
    slot.send(request, this);
    this.#isInSend = false;
  }

  /** In one line: the status, the body as JSON, and the end. */
  get summary(): string {
    const answer = this.status === null ? "" : `${this.status} ${JSON.stringify(this.body)} `;
    return answer + this.end;
  }

  sent(atMs: number, connectMs: number | null): void {
    this.#expect("sent", ["sending"], atMs);
    this.#phase = "sent";
    this.#sentAtMs = atMs;
    this.connectMs = connectMs;
    this.#note(connectMs === null ? "sent" : "connected, sent");
  }

  firstByte(): void {
    this.#expect("firstByte", ["sent"]);
    this.#phase = "begun";
    this.#note("firstByte");
  }

  headers(atMs: number, status: number, headers: ResponseHeaders): void {
    this.#expect("headers", ["begun"], atMs);
    this.#phase = "answered";
    this.status = status;
    this.responseHeaders = headers;
    this.#note(`headers ${status}`);
  }

  data(atMs: number, bytes: Buffer): void {
    this.#expect("data", ["answered"], atMs);
    if (this.#readAtMs !== null && this.#readAtMs !== atMs) this.#wrong("two times in one read");
    if (bytes.length === 0) this.#wrong("a piece without bytes");
    this.#readAtMs = atMs;
    const piece = bytes.toString("latin1");
    this.body += piece;
    this.#note(`data ${piece}`);
  }

  readEnd(): boolean {
    this.#expect("readEnd", ["sent", "begun", "answered"]);
    this.#readAtMs = null;
    this.#note("readEnd");
    return false;
  }

  ended(atMs: number): void {
    this.#expect("ended", ["answered"], atMs);
    this.#finish("ended", "");
  }

  failed(atMs: number, error: Error): void {
    this.#expect("failed", ["sending", "sent", "begun", "answered"], atMs);
    const phase = this.#phase === "sending" ? "connecting" : "responding";
    const { failure, message } = classifyError(error, {
      phase: this.#phase === "sent" ? "waiting" : phase,
      isReused: this.#phase !== "sending" && this.connectMs === null,
      sinceSentMs: atMs - this.#sentAtMs,
    });
    this.#finish(failure, message);
  }

  #finish(end: string, message: string): void {
    if (this.#isInSend) this.#wrong(`${end} from within send`);
    this.#phase = "over";
    this.end = end;
    this.message = message;
    this.#note(message === "" ? end : `${end}: ${message}`);
    // A call that came after the end would still be seen.
    setImmediate(this.#resolve);
  }

  #note(call: string): void {
    this.calls.push(call);
    this.onCall(call);
  }

  #expect(call: string, phases: readonly Phase[], atMs: number = this.#lastAtMs): void {
    if (!phases.includes(this.#phase)) this.#wrong(`${call} when ${this.#phase}`);
    if (atMs < this.#lastAtMs) this.#wrong(`${call} before the call before it`);
    this.#lastAtMs = atMs;
  }

  #wrong(what: string): void {
    this.#reject(new Error(`${what}, after: ${this.calls.join(" | ")}`));
  }
}
