// What kept the run from beginning, or broke it: above every view.
import type { RunPicture } from "../../model/run-picture.ts";

/** The sentence and what to do; nothing where nothing is wrong. */
export const RunTrouble = ({ picture: { tables } }: { readonly picture: RunPicture }) => {
  const trouble = tables?.run.trouble ?? null;
  if (trouble === null) return null;
  return (
    <section class="trouble trouble-bad run-trouble" aria-label="Why it failed">
      <p class="tone-bad">
        <bdi class="foreign">{trouble.message}</bdi>
      </p>
      <p>
        <bdi>{trouble.hint}</bdi> <span class="quiet small">{trouble.code}</span>
      </p>
    </section>
  );
};
