// An API that gadfly has no adapter for, described by its user: where to send, what to send, and where
// in the answer the text, the counts and the end are found. [DONE] ends every stream without being named.
import { z } from "zod";

/** A path into JSON such as `choices.0.delta.text`; numbers are places in lists, `*` is every element. */
const jsonPath = z.string().min(1).max(500);

/** What may stand in braces in the body of a description. */
export const bodyPlaceholders = [
  "prompt",
  "model",
  "maxTokens",
  "stream",
  "temperature",
  "topP",
  "topK",
] as const;

/** What a description file holds. */
export const customApi = z.strictObject({
  name: z.string().min(1).max(64).describe("Name in series and results"),
  path: z
    .string()
    .startsWith("/")
    .describe("Path below the base URL; {model} stands for the model's name"),
  headers: z.record(z.string(), z.string()).default({}).describe("Further request headers"),
  body: z
    .record(z.string(), z.unknown())
    .describe(
      "The request body. {prompt} (exactly once), {model}, {maxTokens}, {stream}, {temperature}, {topP}, {topK} are filled in; a field that is nothing but one of them keeps its type, and is left out when it has no value",
    ),
  stream: z
    .enum(["sse", "ndjson", "nul", "none"])
    .default("sse")
    .describe("How the messages of a stream are kept apart"),
  response: z.strictObject({
    text: jsonPath.describe("Where the text is"),
    reasoning: jsonPath.optional().describe("Where reasoning text is"),
    cumulative: z.boolean().default(false).describe("The text repeats what came before"),
    wholeText: jsonPath.optional().describe("Where the text is when the answer is not streamed"),
    finishReason: jsonPath.optional().describe("Where the finish reason is"),
    done: jsonPath.optional().describe("A field that is true in the last message"),
    endsByClose: z
      .boolean()
      .default(false)
      .describe("Nothing in a stream says that it is complete: it just ends"),
    error: jsonPath.optional().describe("Where an error inside an answer is"),
    inputTokens: jsonPath.optional(),
    outputTokens: jsonPath.optional(),
    reasoningTokens: jsonPath.optional(),
    cachedTokens: jsonPath.optional(),
  }),
});
/** What a description file holds. */
export type CustomApi = z.infer<typeof customApi>;
