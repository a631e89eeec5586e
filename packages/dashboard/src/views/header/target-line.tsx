// What the load goes to.
import { targetWords } from "../../model/header/target-words.ts";
import type { RunPicture } from "../../model/run-picture.ts";

/** Model, server and addresses, on one line that is cut where it ends. */
export const TargetLine = ({ picture }: { readonly picture: RunPicture }) => {
  const words = targetWords(picture);
  if (words === null) return <div class="target" />;
  const { model, kind, targets } = words;
  return (
    <div class="target">
      {model !== "" && (
        <bdi class="target-model" title={model}>
          {model}
        </bdi>
      )}
      {targets.map((target) => (
        <bdi class="target-address" key={target} title={target}>
          {target}
        </bdi>
      ))}
      {kind !== "" && <span class="target-kind">{kind}</span>}
    </div>
  );
};
