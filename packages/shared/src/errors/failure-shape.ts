// What two failure messages of one kind have in common. Servers put the id of a request, a time or a
// count into every error; with these left out, equal troubles are one row of a table, not a thousand.

/** Addresses stay as they are: two targets that fail are two troubles. */
const address = String.raw`https?:\/\/[^\s"'<>]+|\blocalhost:\d+|\[[\da-f:]+\]:\d+|::1:\d+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|\b[\w-]+(?:\.[\w-]+)+:\d+`;
const uuid = String.raw`\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b`;
/** Words of letters and digits: ids, hashes, keys. */
const mixedWord = String.raw`(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z_])[\w-]+`;
const longHex = String.raw`\b(?:0x)?[\da-f]{8,}\b`;
const digits = String.raw`\d+(?:[.,]\d+)*`;
const varying = new RegExp(`(${address})|${uuid}|${mixedWord}|${longHex}|${digits}`, "gi");

/** As our own messages begin, and those of some proxies. */
const statusAtStart = /^(?:HTTP \d{3}\b|[1-5]\d\d\b)/;

/** The message without what differs from one request to the next. The status of an answer stays. */
export const failureShape = (message: string): string => {
  const status = statusAtStart.exec(message)?.[0] ?? "";
  const rest = message.slice(status.length);
  return (
    status + rest.replaceAll(varying, (found, kept?: string) => (kept === undefined ? "#" : found))
  );
};

/** What failures are counted by: the kind and the shape of the message. */
export const failureKey = (kind: string, message: string): string =>
  `${kind}\n${failureShape(message)}`;
