// A finding of preflight, cut to what the protocol carries.

import type { Finding } from "@gadfly/shared/protocol/worker-message";

/** One thing that a person should know. */
export const noteOf = (code: string, text: string): Finding => ({
  code,
  text: text.slice(0, 1000),
});
