// What a row of the provider table holds.
import type { BodyField } from "./body-fields.ts";
import type { EndpointName } from "./endpoint-table.ts";

/** How a key is presented: the header's name, `authorization` with Bearer, all others bare. */
export type AuthHeader = "authorization" | "x-api-key" | "x-goog-api-key";

/**
 * By what a server is recognised, besides the API that the path of the target names. Each is a hint;
 * the first row with a hit wins.
 */
export interface Fingerprint {
  /** `owned_by` of a model that GET /v1/models lists. */
  readonly ownedBy?: readonly string[];
  /** Beginning of the `server` response header, in lower case. */
  readonly server?: string;
  /** Beginning of the name of a response header, in lower case. */
  readonly header?: string;
  /** The target's host name, or what it ends with behind a dot. */
  readonly hosts?: readonly string[];
}

/** What is known about a server without asking it. */
export interface ProviderRow {
  readonly name: string;
  readonly title: string;
  /** What `--chat` (the default) and `--no-chat` speak; null when it has no such API. */
  readonly chat: EndpointName;
  readonly text: EndpointName | null;
  /** What `--endpoint` may name besides. */
  readonly more: readonly EndpointName[];
  readonly auth: AuthHeader;
  /** Where it lists its models; "" when it does not. */
  readonly modelsPath: string;
  /** Where it says that it is well. */
  readonly healthPath: string;
  /** The model to ask for when none is given and not exactly one is listed; "": send no name. */
  readonly model?: string;
  /** Optional fields that it takes. */
  readonly takes: readonly BodyField[];
  /** Optional fields that only the probe can tell; none are sent unless it was accepted. */
  readonly probes: readonly BodyField[];
  readonly fingerprint: Fingerprint;
  /** Its usual port, for the docs. */
  readonly port: number;
}
