// Reads the body of a request to one of the two endpoints.

/** The two endpoints. */
export type EndpointPath = "/v1/chat/completions" | "/v1/completions";

/** What the client wants. */
export interface TextRequest {
  readonly prompt: string;
  readonly maxTokens: number;
  readonly temperature: number;
  /** null: the server's choice. */
  readonly seed: number | null;
  /** What vLLM and others call ignore_eos. */
  readonly ignoresEnd: boolean;
  readonly isStreamed: boolean;
  readonly includesUsage: boolean;
}

/** A body that makes no sense; what is wrong is for the client to read. */
export class BadBodyError extends Error {
  override readonly name = "BadBodyError";
}

const defaultMaxTokens = 64;
const defaultTemperature = 0.8;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parseFields(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value)) return value;
  } catch (cause) {
    throw new BadBodyError("the body is not JSON", { cause });
  }
  throw new BadBodyError("the body is not a JSON object");
}

function readNumber(fields: Fields, name: string, least: number): number | null {
  const value = fields[name] ?? null;
  if (value === null) return null;
  if (typeof value === "number" && value >= least) return value;
  throw new BadBodyError(`${name} is not a number of at least ${least}`);
}

function readText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "string") return value;
  throw new BadBodyError(`${name} is not a text`);
}

const toLine = (message: unknown): string => {
  if (!isFields(message)) throw new BadBodyError("a message is not a JSON object");
  return `${readText(message, "role")}: ${readText(message, "content")}\n`;
};

/** What the chat template in the model makes of the messages. */
function readChat(fields: Fields): string {
  const { ["messages"]: messages } = fields;
  if (!Array.isArray(messages)) throw new BadBodyError("messages is not a list");
  return `${messages.map(toLine).join("")}assistant:`;
}

/** Reads a body; throws BadBodyError. */
export function readTextRequest(path: EndpointPath, text: string): TextRequest {
  const fields = parseFields(text);
  const maxTokens =
    readNumber(fields, "max_completion_tokens", 1) ?? readNumber(fields, "max_tokens", 1);
  const streamOptions = fields["stream_options"];
  return {
    prompt: path === "/v1/completions" ? readText(fields, "prompt") : readChat(fields),
    maxTokens: maxTokens ?? defaultMaxTokens,
    temperature: readNumber(fields, "temperature", 0) ?? defaultTemperature,
    seed: readNumber(fields, "seed", 0),
    ignoresEnd: fields["ignore_eos"] === true,
    isStreamed: fields["stream"] === true,
    includesUsage: isFields(streamOptions) && streamOptions["include_usage"] === true,
  };
}
