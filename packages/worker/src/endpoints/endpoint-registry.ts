// Every endpoint that gadfly speaks, by name.

import type { Endpoint } from "./endpoint.ts";
import { openAiChat } from "./openai-chat.ts";
import { openAiCompletions } from "./openai-completions.ts";

/** The endpoints; the plan names one of them. */
export const endpoints = {
  "openai-chat": openAiChat,
  "openai-completions": openAiCompletions,
} as const satisfies Readonly<Record<string, Endpoint>>;

/** The name of an endpoint. */
export type EndpointName = keyof typeof endpoints;
