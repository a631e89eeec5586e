import fc from "fast-check";
import { expect, test } from "vitest";
import { randomReply } from "../../../../../test/support/random-replies.ts";
import { byteByByte, cutAt } from "../../../../../test/support/scripted-replies.ts";
import { ResponseParser } from "./response-parser.ts";
import type { ResponseSink } from "./response-parser.ts";

/** Pushes the pieces as reads; lists what the sink was told, bodies joined. */
function read(pieces: readonly string[], stopAt = ""): { events: string[]; body: string } {
  const events: string[] = [];
  let body = "";
  let bytes = Buffer.alloc(0);
  const tell = (event: string): void => {
    events.push(event);
    if (event === stopAt) parser.stop();
  };
  const sink: ResponseSink = {
    responseBegan: () => tell("began"),
    responseHead: (status, headers) => tell(`head ${status} ${Object.keys(headers).join(",")}`),
    responsePiece(start, end) {
      if (end <= start || end > bytes.length) tell("impossible piece");
      body += bytes.toString("latin1", start, end);
      if (stopAt === "piece") parser.stop();
    },
    responseEnded: () => tell(parser.isPersistent ? "ended, stays" : "ended"),
    responseRefused: (problem) => tell(`refused: ${problem}`),
    surplusBytes: () => tell("surplus"),
  };
  const parser = new ResponseParser(sink);
  parser.expect();
  for (const piece of pieces) {
    // As in the shared buffer: behind the read lies what earlier reads left there.
    const stale = "\r\n0\r\n\r\n:";
    bytes = Buffer.from(piece + stale, "latin1");
    parser.push(bytes, piece.length);
  }
  if (!events.some((event) => event.startsWith("ended") || event.startsWith("refused"))) {
    const missing = parser.finish();
    tell(missing === null ? "ended" : `cut: ${missing}`);
  }
  return { events, body };
}

const ok = "HTTP/1.1 200 OK\r\n";
const replies = [
  `${ok}content-length: 5\r\nx-a: 1\r\n\r\nhello`,
  `${ok}transfer-encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nx-t: 1\r\n\r\n`,
  `HTTP/1.1 103 Early\r\nlink: a\r\n\r\n${ok}\r\nto the end`,
  "HTTP/1.1 204 No\r\nconnection: close\r\n\r\n",
  `${ok}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\nhello`,
  `${ok}transfer-encoding: chunked\r\n\r\n5\r\nhellooo\r\n`,
];

test.each(replies)("says the same wherever a reply is cut: %j", (reply) => {
  const whole = read([reply]);
  for (let first = 1; first < reply.length; first += 1) {
    expect(read(cutAt(reply, [first]))).toEqual(whole);
    for (let second = first + 1; second < reply.length; second += 7) {
      expect(read(cutAt(reply, [first, second]))).toEqual(whole);
    }
  }
  expect(read(byteByByte(reply))).toEqual(whole);
});

test.each(replies)("says nothing more once its sink has stopped it: %j", (reply) => {
  for (const event of read([reply]).events) {
    for (const pieces of [[reply], byteByByte(reply)]) {
      const { events } = read(pieces, event);
      expect(events.findLast((line) => !line.startsWith("cut"))).toBe(event);
    }
  }
  expect(read(byteByByte(reply), "piece").body.length).toBeLessThanOrEqual(1);
});

test("reads random replies whatever their cuts", () => {
  fc.assert(
    fc.property(randomReply, ({ pieces, status, body }) => {
      const seen = read(pieces);
      expect(seen.events[1]).toMatch(new RegExp(`^head ${status} `));
      expect(seen.events.at(-1)).toMatch(/^ended/);
      expect(seen.body === body).toBe(true);
    }),
    { numRuns: 200 },
  );
});

/** Replies with some of their bytes changed, taken out or doubled. */
const damagedReply = fc
  .tuple(
    fc.constantFrom(...replies),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("change", "remove", "double"), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([reply, changes]) => {
    let damaged = reply;
    for (const [at, change, code] of changes) {
      const place = at % damaged.length;
      const byte = change === "change" ? String.fromCharCode(code) : "";
      const rest = damaged.slice(change === "double" ? place : place + 1);
      damaged = damaged.slice(0, place + (change === "double" ? 1 : 0)) + byte + rest;
    }
    return damaged;
  });

const withoutWords = (events: readonly string[]): string[] =>
  events.map((event) => event.replace(/^(refused|cut|ended).*/s, "$1"));

test("comes to one and the same end with any damaged reply, read whole or byte by byte", () => {
  fc.assert(
    fc.property(damagedReply, (reply) => {
      const whole = read([reply]);
      const bytewise = read(byteByByte(reply));
      const end = /^(ended|refused|cut)/;
      expect(whole.events.filter((event) => end.test(event))).toHaveLength(1);
      // Bytes behind a reply come with it or, in a later read, alone.
      const said = withoutWords(bytewise.events).filter((event) => event !== "surplus");
      expect(said).toEqual(withoutWords(whole.events));
      expect(bytewise.body).toBe(whole.body);
    }),
    { numRuns: 3000 },
  );
});

test("comes to an end with any bytes at all", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom("", ok), (noise, start) => {
      const text = start + Buffer.from(noise).toString("latin1");
      expect(read([text]).events.at(-1)).toMatch(/^(ended|refused|cut)/);
    }),
    { numRuns: 1000 },
  );
});

const chunked = `${ok}transfer-encoding: chunked\r\n\r\n`;
test.each([
  ["a byte", "x", '"x" is no HTTP/1.1 reply'],
  ["a line", "SSH-2.0\r\n", '"SSH-2.0" is no HTTP/1.1 reply'],
  ["a status line", "HTTP/1.1 2x\r\n", '"HTTP/1.1 2x" is no HTTP/1.1 status line'],
  ["a name", `${ok}a b: c\r\n\r\n`, '"a b: c" is no header'],
  ["a value", `${ok}a: b\x01\r\n\r\n`, 'the header "a: b\\u0001" has a control character'],
  ["a line end", `${ok}a: b\n`, 'the line "a: b" ends with LF alone'],
  ["a size", `${ok}x: ${"y".repeat(70_000)}`, "the headers are larger than 64 KB"],
  ["two lengths", `${ok}content-length: 2, 3\r\n\r\n`, 'the content-length "2, 3" is no number'],
  ["a length", `${ok}content-length: 1${"0".repeat(16)}\r\n\r\n`, "the content-length"],
  ["two framings", replies[4] ?? "", "both content-length and transfer-encoding are set"],
  ["a chunk's size", `${chunked}5g`, "byte 0x67 in a chunk's size"],
  ["an extension", `${chunked}1;${"x".repeat(5000)}`, "a chunk's size line is larger than 4 KB"],
  ["a chunk's end", replies[5] ?? "", "byte 0x6f after a chunk's data instead of CR"],
  ["a status", "HTTP/1.1 101 Switching\r\n", "the server switches protocols unasked"],
])("says what is wrong with %s", (_name, reply, problem) => {
  expect(read([reply]).events.at(-1)).toContain(`refused: ${problem}`);
});

test.each([
  ["", "without a reply"],
  ["HTTP/1.", "within the headers"],
  ["HTTP/1.1 103 Early\r\n\r\n", "within the headers"],
  [`${ok}content-length: 5\r\n\r\nhel`, "within the body"],
  [`${ok}transfer-encoding: chunked\r\n\r\n0\r\n`, "within the body"],
])("says where %j was cut off", (reply, place) => {
  expect(read([reply]).events.at(-1)).toBe(`cut: the server closed the connection ${place}`);
});

test("takes bytes that no request has asked for as the end of the connection", () => {
  const reply = `${ok}content-length: 1\r\n\r\nx`;
  expect(read([reply, "\r\n"]).events.at(-1)).toBe("ended, stays");
  expect(read([reply, "x"]).events.slice(-2)).toEqual(["ended, stays", "surplus"]);
  expect(read([`${reply}x`]).events.at(-1)).toBe("ended");
});
