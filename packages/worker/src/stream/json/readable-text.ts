// Makes text from a server fit for a table and a terminal: one line, printable, of bounded length.

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\s]+/gu;

/** The text on one line, without control or invisible characters, cut to `maxLength`. */
export function toReadable(text: string, maxLength = 200): string {
  // Cut before cleaning as well, so that a reply of megabytes costs nothing.
  const line = text
    .slice(0, maxLength * 4)
    .replaceAll(unprintable, " ")
    .trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength).replace(/\p{Cs}$/u, "")}…`;
}
