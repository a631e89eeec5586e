import { describe, expect, it } from "vitest";
import { createColour } from "./colour.ts";
import type { ResponseSample } from "@gadfly/shared/protocol/worker-message";
import { formatResponseSample } from "./show-response.ts";

const style = { width: 60, colour: createColour(false) };

const sample: ResponseSample = {
  requestId: "k3f9-0001",
  user: 4,
  outcome: "succeeded",
  status: 200,
  outputTokens: 12,
  ttftMs: 182.4,
  e2eMs: null,
  finishReason: "stop",
  text: "Know thyself:\n  def f(x):\n    return x\nand a last line that is too long for sixty columns",
};

describe("response sample", () => {
  it("shows the figures, then the text wrapped and indented as it was", () => {
    expect(formatResponseSample(sample, style).join("\n")).toMatchInlineSnapshot(`
      "── response k3f9-0001 · user 4 · succeeded 200 · 12 tokens…─
      Know thyself:
        def f(x):
          return x
      and a last line that is too long for sixty columns"
    `);
  });

  it("says when there was no text, and why", () => {
    const refused = { outcome: "connect_refused", status: null, outputTokens: null, ttftMs: null };
    const lines = formatResponseSample(
      { ...sample, ...refused, finishReason: null, text: null },
      style,
    );
    expect(lines.join("\n")).toMatchInlineSnapshot(`
      "── response k3f9-0001 · user 4 · connect_refused ───────────
      (no text)"
    `);
  });

  it("obeys nothing that the model wrote", () => {
    const lines = formatResponseSample({ ...sample, text: "a\u001b[2J\u001b]0;x\u0007b" }, style);
    expect(lines.at(-1)).toBe("ab");
  });
});
