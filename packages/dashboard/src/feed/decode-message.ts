// From bytes to a message of the feed. The master has checked what it sends, and page and master are of
// one version, so only the outermost shape is looked at.
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import { readMsgpack } from "./read-msgpack.ts";

const types: ReadonlySet<unknown> = new Set<FeedMessage["type"]>([
  "hello",
  "begin",
  "history",
  "caughtUp",
  "records",
  "snapshot",
  "report",
  "closing",
]);

const isFeedMessage = (value: unknown): value is FeedMessage =>
  typeof value === "object" && value !== null && "type" in value && types.has(value.type);

/** The message; null: a type that this page does not know. Throws at bytes that are no message. */
export const decodeMessage = (bytes: Uint8Array): FeedMessage | null => {
  const value = readMsgpack(bytes);
  return isFeedMessage(value) ? value : null;
};
