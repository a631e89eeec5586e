import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import { SimulatorFleet, toPayloads } from "../test-support/plain-client.ts";
import { askQuirk, readChunks, readText } from "../test-support/quirk-client.ts";
import { askOnWire } from "../test-support/wire-client.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

// Role, eight tokens, finish, end marker.
const plainEvents = 11;

test("F01 writes no space after the colon", async () => {
  const tgi = await fleet.start({ as: "tgi", quirk: "F01" });
  const body = { inputs: "one two", parameters: { max_new_tokens: 3 } };
  const { text } = await askOnWire(tgi, { path: "/generate_stream", body });
  const events = text.split("\n\n").slice(0, -1);
  expect(events).toHaveLength(3);
  for (const event of events) expect(event).toMatch(/^data:\{/);
  expect((await askQuirk(simulator, "F01")).text).toMatch(/^data:\{.*\n\ndata:\[DONE\]\n\n$/s);
});

test("F02 writes two spaces before the payload and one behind it", async () => {
  const events = (await askQuirk(simulator, "F02")).text.split("\n\n").slice(0, -1);
  expect(events).toHaveLength(plainEvents);
  for (const event of events) expect(event).toMatch(/^data: {2}\S.*\S $/);
});

test("F03 ends every line with CR LF", async () => {
  const { text } = await askQuirk(simulator, "F03");
  expect(text.split("\r\n\r\n")).toHaveLength(plainEvents + 1);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

test("F04 mixes the ends of lines and cuts between CR and LF", async () => {
  const { text, pieces } = await askQuirk(simulator, "F04");
  for (const end of ["}\r\r", "}\r\n\r\n", "}\n\r"]) expect(text).toContain(end);
  const lines = text.split(/\r\n|\r|\n/);
  expect(lines.filter((line) => line.startsWith("data: "))).toHaveLength(plainEvents);
  const cut = pieces.findIndex((piece) => piece.at(-1) === 0x0d);
  expect(pieces.slice(cut).some((piece) => piece[0] === 0x0a)).toBe(true);
  for (const piece of pieces) expect(piece.subarray(0, -1).includes(0x0d)).toBe(false);
});

test("F05 sends comments of all styles, some before the first token", async () => {
  const reply = await askQuirk(simulator, "F05");
  const wanted = [": ping - 2026", ": OPENROUTER PROCESSING\n", ": keepalive 512/2048\n", ":\n"];
  for (const comment of [...wanted, ":HTTP_STATUS/200\ndata: "])
    expect(reply.text).toContain(comment);
  const beforeTokens = reply.text.slice(0, reply.text.indexOf('"delta":{"content":"'));
  expect(beforeTokens).toContain(": keep-alive\n\n");
});

test("F06 sends events whose data are empty or blank", async () => {
  const { text } = await askQuirk(simulator, "F06");
  expect(text).toMatch(/(^|\n\n)data:\n\n/);
  expect(text).toMatch(/(^|\n\n)data: \n\n/);
  expect(text).toMatch(/(^|\n\n)data: {3}\n\n/);
  expect(readText(readChunks({ text })).split(" ")).toHaveLength(8);
});

test("F07 sends comments, ids and event names without data", async () => {
  const { text } = await askQuirk(simulator, "F07");
  expect(text).toContain(": still here\nid: 5\n\n");
  expect(text).toContain("\n\nevent: ping\n\n");
  expect(readText(readChunks({ text })).split(" ")).toHaveLength(8);
});

test("F08 spreads each JSON object over several data lines", async () => {
  const { text } = await askQuirk(simulator, "F08");
  const [first = ""] = text.split("\n\n");
  const lines = first.split("\n");
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(line).toMatch(/^data: /);
  const joined = lines.map((line) => line.slice("data: ".length)).join("\n");
  expect(JSON.parse(joined).object).toBe("chat.completion.chunk");
  expect(text).toMatch(/\n\ndata: \[DONE\]\n\n$/);
});

test("F09 puts two objects into one event", async () => {
  const payloads = toPayloads((await askQuirk(simulator, "F09")).text);
  expect(payloads.length).toBeLessThan(plainEvents);
  expect(payloads.some((payload) => payload.split("}{").length === 2)).toBe(true);
  const all = payloads.slice(0, -1).join("").replaceAll("}{", "},{");
  expect(JSON.parse(`[${all}]`)).toHaveLength(plainEvents - 1);
});

test("F10 sends four events in one write", async () => {
  const { pieces } = await askQuirk(simulator, "F10");
  const events = pieces.map((piece) => piece.toString().split("\n\n").length - 1);
  expect(events).toEqual([1, 1, 4, 5]);
});

test("F11 sends each byte alone", async () => {
  const { pieces, text } = await askQuirk(simulator, "F11", { max_tokens: 2 });
  expect(new Set(pieces.map((piece) => piece.length))).toEqual(new Set([1]));
  expect(toPayloads(text)).toHaveLength(5);
});

test("F12 cuts inside of characters that have several bytes", async () => {
  const { pieces, text } = await askQuirk(simulator, "F12");
  expect(text.split("\u00e9\u6f22\u{1f642}")).toHaveLength(9);
  expect(text).not.toContain("\ufffd");
  const cuts = pieces.filter((piece) => (piece.at(-1) ?? 0) >= 0xc0);
  expect(cuts).toHaveLength(8 * 3);
});

test("F13 tears characters between two tokens", async () => {
  const contents = readChunks(await askQuirk(simulator, "F13"))
    .slice(1, -1)
    .map(({ choices }) => choices?.[0]?.delta?.["content"] ?? "");
  expect(contents).toHaveLength(8);
  for (const [index, content] of contents.entries())
    expect(index % 2 === 0 ? content.at(-1) : content[0]).toBe("\ufffd");
});
