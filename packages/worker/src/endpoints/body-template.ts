// A request body rendered once: only the random words at the start of the prompt change, so the bytes
// before and after them are kept, and a request costs one copy instead of a JSON rendering.

const plainWords = /^[\w .,'-]*$/;

/** Renders request bodies. */
export interface BodyTemplate {
  /** The bytes with `words` put in front of the prompt; "" gives the same buffer every time. */
  readonly render: (words: string) => Buffer;
}

/** Makes a template from a function that builds the body for any prompt. */
export function createBodyTemplate(
  buildBody: (prompt: string) => Record<string, unknown>,
  prompt: string,
): BodyTemplate {
  const whole = Buffer.from(JSON.stringify(buildBody(prompt)));
  const halves = splitAtPrompt(buildBody, prompt);
  return {
    render(words) {
      // Without a prompt in the body (the user's own fields replaced it) there is nothing to vary.
      if (words === "" || halves === null) return whole;
      if (!plainWords.test(words)) throw new Error(`not plain words: ${JSON.stringify(words)}`);
      return Buffer.concat([halves.head, Buffer.from(words, "latin1"), halves.tail]);
    },
  };
}

/** Renders once with a mark before the prompt, and cuts there. The mark must occur nowhere else. */
function splitAtPrompt(
  buildBody: (prompt: string) => Record<string, unknown>,
  prompt: string,
): { head: Buffer; tail: Buffer } | null {
  const plain = JSON.stringify(buildBody(prompt));
  let mark = "gadfly-prompt-starts-here";
  while (plain.includes(mark)) mark += "-";
  const parts = JSON.stringify(buildBody(mark + prompt)).split(mark);
  const [head, tail] = parts;
  if (parts.length !== 2 || head === undefined || tail === undefined) return null;
  return { head: Buffer.from(head), tail: Buffer.from(tail) };
}
