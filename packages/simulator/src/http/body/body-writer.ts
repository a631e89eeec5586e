// What writes the body of one answer to the wire.

/** The body of one answer. */
export interface BodyWriter {
  /** Bytes that the system did not take yet. */
  readonly backlogBytes: number;
  /** True when the client reads too slowly; `resume` is then called when it has caught up. */
  waitsForClient(resume: () => void): boolean;
  /** Sends status 200 and the headers, together with the first text. */
  open(headers: Readonly<Record<string, string>>, text: string): void;
  write(text: string): void;
  /** Sends the last text together with the end of the body. */
  end(text: string): void;
  /** Closes the connection inside the body, after what was written. */
  drop(): void;
  /** Resets the connection. */
  reset(): void;
}
