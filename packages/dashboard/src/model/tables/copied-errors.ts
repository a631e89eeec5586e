// Errors as text for a chat or a ticket.
import type { ErrorRow } from "@gadfly/shared/result/result-rows";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import { formatCount } from "@gadfly/shared/units/format-number";

/** One line an error. */
export const copiedErrors = (errors: readonly ErrorRow[]): string =>
  errors
    .map(
      ({ kind, message, count, firstSeenS, lastSeenS }) =>
        `${formatCount(count)} × ${kind} (${formatSeconds(firstSeenS)} to ${formatSeconds(lastSeenS)}): ${message}`,
    )
    .join("\n");
