// The recorded replies beside the decoders, each with the endpoint that it is an answer of.
import { readdirSync, readFileSync } from "node:fs";
import { type EndpointName, endpointNames } from "@gadfly/shared/providers/endpoint-table";

/** One recorded reply. */
export interface RecordedReply {
  readonly name: string;
  readonly endpoint: EndpointName;
  readonly bytes: Buffer;
}

const folder = new URL("../../packages/worker/src/stream/fixtures/", import.meta.url);
const longestFirst = endpointNames.toSorted((a, b) => b.length - a.length);

/** A file is named after its endpoint; those that are not are of OpenAI chat. */
const endpointOf = (name: string): EndpointName =>
  longestFirst.find((endpoint) => name.startsWith(endpoint)) ?? "openai-chat";

/** All of them. */
export const recordedReplies: readonly RecordedReply[] = readdirSync(folder).map((name) => ({
  name,
  endpoint: endpointOf(name),
  bytes: readFileSync(new URL(name, folder)),
}));
