// Prepares requests: everything that is the same for all of them is rendered once, here.

import type { AuthHeader } from "@gadfly/shared/providers/provider-table";
import type { PromptSource } from "../prompts/prompt-source.ts";
import { createBodyTemplate } from "./body-template.ts";
import { type Endpoint, type RequestOptions, streamFormatOf } from "./endpoint.ts";
import { withExtraBody } from "./extra-body.ts";
import { createHeaderTemplate } from "./request-headers.ts";
import { createRequestIds } from "./request-id.ts";
import { pathOn } from "./target.ts";
import type { Target } from "./target.ts";

/** What a builder needs to know. */
export interface RequestBuilderOptions {
  readonly runId: string;
  readonly target: Target;
  readonly endpoint: Endpoint;
  readonly request: RequestOptions;
  /** The user's own fields and headers. */
  readonly extraBody: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: AuthHeader;
  readonly secrets: {
    readonly apiKey: string | null;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly prompts: PromptSource;
}

/** A request ready to be sent. */
export interface PreparedRequest {
  readonly requestId: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** The prompt as sent. */
  readonly prompt: string;
}

/** Makes the request that a user sends in one of its iterations: a pure function of both. */
export type RequestBuilder = (user: number, iteration: number) => PreparedRequest;

/** Creates the builder of a run. */
export function createRequestBuilder(options: RequestBuilderOptions): RequestBuilder {
  const { endpoint, request, prompts, runId, extraBody } = options;
  const path = pathOn(options.target, endpoint.path(request));
  const body = createBodyTemplate(
    (prompt) => withExtraBody(endpoint.buildBody(request, prompt), extraBody),
    prompts.fixedText,
  );
  const headers = createHeaderTemplate({
    accept: acceptOf(endpoint, request.stream),
    auth: options.auth,
    apiKey: options.secrets.apiKey,
    headers: [endpoint.headers?.(request) ?? {}, options.headers, options.secrets.headers],
  });
  const requestIdOf = createRequestIds(runId);
  return (user, iteration) => {
    const requestId = requestIdOf(user, iteration);
    const words = prompts.wordsFor(user, iteration);
    return {
      requestId,
      path,
      headers: headers(requestId),
      body: body.render(words),
      prompt: words === "" ? prompts.fixedText : words + prompts.fixedText,
    };
  };
}

function acceptOf(endpoint: Endpoint, isStream: boolean): string {
  const format = streamFormatOf(endpoint);
  if (!isStream || format === "none") return "application/json";
  return format === "sse" ? "text/event-stream" : "application/x-ndjson, application/json";
}
