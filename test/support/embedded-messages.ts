// What a report holds, read as the page reads it.
import { gunzipSync } from "node:zlib";
import { unpackValue } from "@gadfly/shared/protocol/codec";
import { feedMessage, type FeedMessage } from "@gadfly/shared/web/feed-message";
import { FrameReader } from "@gadfly/shared/web/journal-frames";

const journalOf = (html: string): string => {
  const [, rest = ""] = html.split('id="journal">');
  return rest.slice(0, rest.indexOf("</script>"));
};

/** The messages in the file, each checked by its schema. */
export const embeddedMessages = (html: string): FeedMessage[] => {
  const reader = new FrameReader();
  const bodies = reader.push(gunzipSync(Buffer.from(journalOf(html), "base64")));
  if (reader.heldBytes > 0) throw new Error("the last message of the report is cut");
  return bodies.map((body) => {
    const unpacked = unpackValue(body);
    if (!unpacked.ok) throw new Error(unpacked.error);
    return feedMessage.parse(unpacked.value);
  });
};

/** The first message of a type. */
export const embeddedMessage = <Type extends FeedMessage["type"]>(
  html: string,
  type: Type,
): Extract<FeedMessage, { type: Type }> => {
  const isWanted = (message: FeedMessage): message is Extract<FeedMessage, { type: Type }> =>
    message.type === type;
  const only = embeddedMessages(html).find(isWanted);
  if (only === undefined) throw new Error(`the report has no ${type}`);
  return only;
};
