// Sizes that both sides enforce.

/** Data frames are cut at this size so that a heartbeat never waits long behind one. */
export const maxPartBytes = 64 * 1024;

/** A whole message, put together from its parts. */
export const maxMessageBytes = 16 * 1024 * 1024;

/** One WebSocket frame: a part and its envelope. */
export const maxFrameBytes = maxPartBytes + 1024;

/** Nesting of maps and lists inside one frame. */
export const maxDepth = 12;

/** Snapshots written to a socket and not yet acknowledged. */
export const maxSentSnapshots = 32;
