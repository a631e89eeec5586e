// The control: a client with nothing in it. Plain sockets; it takes the time of each read and finds
// where an event ends, and that is all. What it cannot see in time on this machine, nobody could.
// It runs until its stdin ends, finishes what is under way, writes what it saw, and is gone.
import { writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { monotonicNowMs } from "@gadfly/simulator/clock/monotonic-clock";
import type { ControlSettings } from "./program-settings.ts";
import type { RecordedRequest } from "./recorded-request.ts";

const lineFeed = 10;
/** The role comes before the tokens; finish reason, usage and [DONE] come after them. */
const eventsBefore = 1;
const eventsAfter = 3;
/** Streams do not begin in step. */
const staggerMs = 17;

const requests: RecordedRequest[] = [];
let isEnding = false;

const toPayload = ({ maxTokens, promptTokens }: ControlSettings): string =>
  JSON.stringify({
    model: "sim-model",
    max_tokens: maxTokens,
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content: "word ".repeat(promptTokens).trimEnd() }],
  });

const toHead = ({ host, port }: ControlSettings, payload: string): string =>
  `POST /v1/chat/completions HTTP/1.1\r\nhost: ${host}:${port}\r\n` +
  `content-type: application/json\r\ncontent-length: ${payload.length}\r\n`;

/** One connection and what it reads. */
class ControlStream {
  readonly #settings: ControlSettings;
  readonly #name: string;
  readonly #head: string;
  readonly #payload: string;
  readonly #eventsExpected: number;
  readonly #index: number;
  readonly #socket: Socket;
  #order = 0;
  #sentAtMs = 0;
  #eventAtMs: number[] = [];
  /** Place of the last line feed, relative to the next read. */
  #lineFeedAt = Number.NEGATIVE_INFINITY;

  constructor(settings: ControlSettings, index: number) {
    this.#settings = settings;
    this.#index = index;
    this.#name = `control-${index}`;
    this.#payload = toPayload(settings);
    this.#head = toHead(settings, this.#payload);
    this.#eventsExpected = eventsBefore + settings.maxTokens + eventsAfter;
    this.#socket = connect({ host: settings.host, port: settings.port, noDelay: true });
  }

  /** Sends one request after the other from now on. */
  open(): void {
    this.#socket.on("data", (bytes) => this.#read(bytes));
    this.#socket.once("connect", () => {
      setTimeout(() => this.#send(), this.#index * staggerMs);
    });
  }

  #send(): void {
    if (isEnding) return void this.#socket.destroy();
    this.#order += 1;
    this.#eventAtMs = [];
    this.#lineFeedAt = Number.NEGATIVE_INFINITY;
    const text = `${this.#head}x-request-id: ${this.#name}-${this.#order}\r\n\r\n${this.#payload}`;
    this.#sentAtMs = monotonicNowMs();
    this.#socket.write(text);
  }

  #read(bytes: Buffer): void {
    const atMs = monotonicNowMs();
    let found = bytes.indexOf(lineFeed);
    while (found >= 0) {
      if (found === this.#lineFeedAt + 1) this.#eventAtMs.push(atMs);
      this.#lineFeedAt = found;
      found = bytes.indexOf(lineFeed, found + 1);
    }
    this.#lineFeedAt -= bytes.length;
    if (this.#eventAtMs.length === this.#eventsExpected) this.#finish(atMs);
  }

  #finish(endedAtMs: number): void {
    const { maxTokens, pauseMs } = this.#settings;
    requests.push({
      id: `${this.#name}-${this.#order}`,
      scheduledAtMs: this.#sentAtMs,
      sentAtMs: this.#sentAtMs,
      tokenAtMs: this.#eventAtMs.slice(eventsBefore, eventsBefore + maxTokens),
      endedAtMs,
    });
    this.#eventAtMs = [];
    setTimeout(() => this.#send(), pauseMs);
  }
}

const settings = JSON.parse(process.argv[2] ?? "") as ControlSettings;
for (let index = 0; index < settings.streams; index += 1) new ControlStream(settings, index).open();
process.stdin.on("end", () => {
  isEnding = true;
});
process.stdin.resume();
process.on("exit", () => writeFileSync(settings.file, JSON.stringify(requests)));
