// An API that its user described: what to send is a template, and where in the answer things are is
// said with paths.

import type { CustomApi } from "@gadfly/shared/plan/custom-api";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import { fillBody, fillPath } from "./custom-body.ts";
import { compilePaths, CumulativeReader, PathReader } from "./custom-reader.ts";
import type { Endpoint } from "./endpoint.ts";

/** The endpoint that a description means. */
export function createCustomEndpoint(api: CustomApi): Endpoint {
  const paths = compilePaths(api.response);
  const headers = Object.fromEntries(
    Object.entries(api.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    name: "custom",
    label: api.name,
    format: api.stream,
    path: ({ model }) => fillPath(api.path, model),
    headers: () => headers,
    buildBody: (options, prompt) => fillBody(api.body, options, prompt),
    createDecoder(options) {
      const reader = api.response.cumulative ? new CumulativeReader(paths) : new PathReader(paths);
      return new StreamDecoder(options, api.stream, reader);
    },
  };
}
