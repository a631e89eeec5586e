// Prepares requests: everything that is the same for all of them is rendered once, here.

import { pathOn } from "./target.ts";
import type { Target } from "./target.ts";
import type { PromptSource } from "../prompts/prompt-source.ts";
import { createBodyTemplate } from "./body-template.ts";
import type { Endpoint, RequestOptions } from "./endpoint.ts";
import { createHeaderTemplate } from "./request-headers.ts";

/** What a builder needs to know. */
export interface RequestBuilderOptions {
  readonly runId: string;
  readonly target: Target;
  readonly endpoint: Endpoint;
  readonly request: RequestOptions & { readonly headers: Readonly<Record<string, string>> };
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
}

/** Makes the request that a user sends in one of its iterations: a pure function of both. */
export type RequestBuilder = (user: number, iteration: number) => PreparedRequest;

/** Creates the builder of a run. */
export function createRequestBuilder(options: RequestBuilderOptions): RequestBuilder {
  const { endpoint, request, prompts, runId } = options;
  const path = pathOn(options.target, endpoint.path);
  const body = createBodyTemplate(
    (prompt) => endpoint.buildBody(request, prompt),
    prompts.fixedText,
  );
  const headers = createHeaderTemplate({
    stream: request.stream,
    apiKey: options.secrets.apiKey,
    headers: [request.headers, options.secrets.headers],
  });
  return (user, iteration) => {
    const requestId = `${runId}-${user}-${iteration}`;
    return {
      requestId,
      path,
      headers: headers(requestId),
      body: body.render(prompts.wordsFor(user, iteration)),
    };
  };
}
