// Words of commands that are shown to be copied.

const needsNoQuotes = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word of a POSIX shell. */
export const quoteForShell = (text: string): string =>
  needsNoQuotes.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
