// One operation of the web side as data: what it is called, takes and answers.
import type { z } from "zod";

/** What an operation answers with 200. */
export type ReplyBody =
  | { readonly kind: "json"; readonly schema: z.ZodType }
  | { readonly kind: "text"; readonly mediaType: string; readonly says: string };

/** One operation. */
export interface Operation {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly group: "Run" | "Results" | "Service" | "Locust";
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Also read as application/x-www-form-urlencoded. */
  readonly takesForm?: true;
  /** Answered without the web token. */
  readonly isOpen?: true;
  readonly reply: ReplyBody;
}
