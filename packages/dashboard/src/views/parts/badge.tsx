// A word with a colour that repeats what it says.
import type { ComponentChildren } from "preact";
import type { Tone } from "../../model/tables/table-row.ts";

/** A short word in a coloured frame; the word alone must be enough to understand it. */
export const Badge = ({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: ComponentChildren;
}) => <span class={`badge badge-${tone}`}>{children}</span>;
