// The error document of the OpenAI API.

/** What went wrong, in the fields of the API. */
export interface ApiError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

/** The JSON document that carries an error, in an error answer as well as inside a stream. */
export const toErrorBody = ({ message, type, param, code }: ApiError): string =>
  JSON.stringify({ error: { message, type, param, code } });
