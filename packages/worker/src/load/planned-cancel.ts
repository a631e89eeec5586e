// Which requests are broken off on purpose, as people do who close the page.

import type { CancelAfter, CancelPlan } from "@gadfly/shared/load/cancel-plan";

/** When the request that drew this number in [0, 1) is broken off; null: not at all. */
export const chooseCancel = (cancel: CancelPlan | null, random: number): CancelAfter | null =>
  cancel !== null && random < cancel.rate ? cancel.after : null;
