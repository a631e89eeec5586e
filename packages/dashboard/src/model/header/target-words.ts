// What the load goes to, in words.
import type { RunPicture } from "../run-picture.ts";

/** Model, server and addresses. */
export interface TargetWords {
  readonly model: string;
  /** Provider and API; "" when neither is known yet. */
  readonly kind: string;
  readonly targets: readonly string[];
}

/** What the load goes to; null before a plan. */
export const targetWords = ({ plan, found }: RunPicture): TargetWords | null => {
  if (plan === null) return null;
  const provider =
    found?.provider ?? (plan.request.provider === "auto" ? null : plan.request.provider);
  const endpoint = found?.endpoint ?? plan.request.endpoint;
  return {
    model: found?.model ?? plan.request.model ?? "",
    kind: [provider, endpoint].filter((part) => part !== null).join(" · "),
    targets: plan.targets,
  };
};
