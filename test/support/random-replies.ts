// Random replies that follow the rules of HTTP/1.1, with what a reader must make of them.

import fc from "fast-check";
import { cutAt } from "./scripted-replies.ts";
import type { Ending } from "./scripted-replies.ts";

/** A reply and its meaning; characters are bytes. */
export interface RandomReply {
  readonly pieces: readonly string[];
  readonly ending: Ending;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

const text = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => Buffer.from(bytes).toString("latin1"));

/** Visible bytes of latin1, with blanks inside only. */
const headerValue = fc
  .array(fc.integer({ min: 0x21, max: 0xff }), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes.filter((code) => code !== 0x7f)))
  .map((value) => value.slice(0, 20) + (value.length > 20 ? ` \t${value.slice(20)}` : ""));

const headers = fc.array(
  fc.tuple(fc.constantFrom("x-a", "X-B", "Set-Cookie", "x-c"), headerValue),
  {
    maxLength: 12,
  },
);

const interim = fc.constantFrom(
  "",
  "HTTP/1.1 103 Hints\r\nlink: a\r\n\r\n",
  "HTTP/1.1 102 \r\n\r\n",
);

const chunkExtra = fc.constantFrom("", ";x", ';name="a;b"', ";a=1;b=2");
const chunk = fc.tuple(text(1, 3000), chunkExtra, fc.boolean());

const sizeOf = (body: string, isUpper: boolean): string => {
  const size = body.length.toString(16);
  return isUpper ? `0${size.toUpperCase()}` : size;
};

/** The lines of framing, the body as sent, and the body as meant. */
interface Framed {
  readonly line: string;
  readonly sent: string;
  readonly body: string;
  readonly ending: Ending;
}

const withLength = text(0, 20_000).map((body): Framed => {
  return { line: `Content-Length: ${body.length}\r\n`, sent: body, body, ending: "stay" };
});
const untilClose = text(0, 20_000).map((body): Framed => {
  return { line: "", sent: body, body, ending: "fin" };
});
const inChunks = fc
  .tuple(fc.array(chunk, { maxLength: 30 }), fc.constantFrom("", "x-t: 1\r\n"))
  .map(([chunks, trailers]): Framed => {
    const sent = chunks.map(
      ([body, extra, isUpper]) => `${sizeOf(body, isUpper)}${extra}\r\n${body}\r\n`,
    );
    return {
      line: "transfer-encoding: chunked\r\n",
      sent: `${sent.join("")}0\r\n${trailers}\r\n`,
      body: chunks.map(([body]) => body).join(""),
      ending: "stay",
    };
  });

/** Replies of every framing, cut at random places. */
export const randomReply: fc.Arbitrary<RandomReply> = fc
  .record({
    interim,
    status: fc.constantFrom(200, 201, 404, 500),
    headers,
    framed: fc.oneof(withLength, inChunks, untilClose),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
  })
  .map((row) => {
    const lines = row.headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const head = `HTTP/1.1 ${row.status} Fine\r\n${lines}${row.framed.line}\r\n`;
    const whole = row.interim + head + row.framed.sent;
    return {
      pieces: cutAt(
        whole,
        row.cuts.map((share) => Math.floor(share * whole.length)),
      ),
      ending: row.framed.ending,
      status: row.status,
      headers: collect(row.headers),
      body: row.framed.body,
    };
  });

function collect(pairs: readonly (readonly [string, string])[]): RandomReply["headers"] {
  const collected: Record<string, string | string[]> = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const earlier = collected[key];
    collected[key] = earlier === undefined ? value : [earlier, value].flat();
  }
  return collected;
}
