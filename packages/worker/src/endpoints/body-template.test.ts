import fc from "fast-check";
import { expect, test } from "vitest";
import { createBodyTemplate } from "./body-template.ts";

const build = (prompt: string): Record<string, unknown> => ({
  a: 1,
  messages: [{ content: prompt }],
  z: "gadfly-prompt-starts-here",
});

test("renders what a full rendering would, for any prompt", () => {
  const words = fc.stringMatching(/^[a-z ]{0,20}$/);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), words, (prompt, front) => {
      const rendered = createBodyTemplate(build, prompt).render(front).toString();
      expect(rendered).toBe(Buffer.from(JSON.stringify(build(front + prompt))).toString());
    }),
  );
});

test("gives the same bytes again when nothing varies", () => {
  const template = createBodyTemplate(build, "Hi");
  expect(template.render("")).toBe(template.render(""));
});

test("varies nothing when the user's own fields took the prompt's place", () => {
  const template = createBodyTemplate(() => ({ prompt: "mine" }), "Hi");
  expect(template.render("cat dog ").toString()).toBe('{"prompt":"mine"}');
});

test("refuses words that JSON would have to escape", () => {
  expect(() => createBodyTemplate(build, "Hi").render('"')).toThrow("not plain words");
});
