// A word with a colour that repeats what it says.
import type { ComponentChildren } from "preact";

/** What the colour of a word means. */
export type Tone = "good" | "warn" | "bad" | "quiet";

/** A short word in a coloured frame; the word alone must be enough to understand it. */
export const Badge = ({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: ComponentChildren;
}) => <span class={`badge badge-${tone}`}>{children}</span>;
