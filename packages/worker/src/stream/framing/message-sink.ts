// What receives the messages that a framer cuts out of a stream. The framers of server-sent events
// have a sink of their own that this one is a part of.

/** Ranges are valid only during the call. */
export interface MessageSink {
  /** The bytes of one message. */
  onEvent(bytes: Buffer, start: number, end: number, isError: boolean): void;
  /** A message that the end of the stream cut off. */
  onUnterminatedEvent(bytes: Buffer, start: number, end: number, isError: boolean): void;
  /** One message grew beyond the cap; nothing more will be delivered. */
  onOverflow(): void;
}

/** Views any read as a buffer, without a copy. */
export const toBuffer = (read: Uint8Array): Buffer =>
  Buffer.isBuffer(read) ? read : Buffer.from(read.buffer, read.byteOffset, read.byteLength);
