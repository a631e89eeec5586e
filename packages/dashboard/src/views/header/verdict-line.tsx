// Whether the numbers may be believed, and why not.
import type { Verdict } from "@gadfly/shared/result/result-account";
import type { RunPicture } from "../../model/run-picture.ts";
import { verdictWords } from "../../model/header/verdict-words.ts";
import { Badge } from "../parts/badge.tsx";

/** The verdict; its reasons unfold. */
export const VerdictLine = ({
  picture,
  verdict,
}: {
  readonly picture: RunPicture;
  readonly verdict: Verdict;
}) => {
  const { badge, tone, meaning, reasons } = verdictWords(verdict, picture);
  return (
    <section class="verdict" aria-label="Verdict">
      {reasons.length === 0 ? (
        <p class="verdict-line">
          <Badge tone={tone}>{badge}</Badge> <span class="verdict-meaning">{meaning}</span>
        </p>
      ) : (
        <details>
          <summary class="verdict-line">
            <Badge tone={tone}>{badge}</Badge> <span class="verdict-meaning">{meaning}</span>
          </summary>
          <ul class="verdict-reasons">
            {reasons.map(({ code, text, worker }) => (
              <li key={`${code} ${worker ?? ""} ${text}`}>
                {worker !== undefined && (
                  <>
                    <bdi class="foreign">{worker}</bdi>:{" "}
                  </>
                )}
                <bdi>{text}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};
