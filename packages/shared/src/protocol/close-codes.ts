// WebSocket close codes of a worker link, with the sentence that goes with each.

/** 4000-4999 are for applications (RFC 6455 §7.4.2). */
export const closeCodes = {
  malformed: 4400,
  refused: 4403,
  silent: 4408,
  replaced: 4409,
  goodbye: 4000,
} as const;

/** The reason field holds at most 123 bytes (RFC 6455 §5.5). */
export const closeReason = (text: string): string => {
  let reason = text.replace(/[^\x20-\x7e]/g, "?");
  if (reason.length > 120) reason = `${reason.slice(0, 117)}...`;
  return reason;
};
