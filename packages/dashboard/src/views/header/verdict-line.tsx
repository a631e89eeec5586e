// Whether the numbers may be believed, and why not.
import type { Verdict } from "@gadfly/shared/result/result-account";
import type { RunPicture } from "../../model/run-picture.ts";
import { type VerdictReason, verdictWords } from "../../model/header/verdict-words.ts";
import { Badge } from "../parts/badge.tsx";

/** The verdict with its first reason; the others unfold. */
export const VerdictLine = ({
  picture,
  verdict,
}: {
  readonly picture: RunPicture;
  readonly verdict: Verdict;
}) => {
  const { badge, tone, meaning, first, others, reasons, advice } = verdictWords(verdict, picture);
  return (
    <section class="verdict" aria-label="Verdict">
      {first === null ? (
        <p class="verdict-line">
          <Badge tone={tone}>{badge}</Badge> <span class="verdict-meaning">{meaning}</span>
        </p>
      ) : (
        <details>
          <summary class="verdict-line">
            <Badge tone={tone}>{badge}</Badge>{" "}
            <span class="verdict-meaning">
              <Reason reason={first} />
            </span>
            {others !== "" && <span class="verdict-others">{others}</span>}
          </summary>
          <div class="verdict-reasons">
            <p>{meaning}</p>
            <ul>
              {reasons.map((reason) => (
                <li key={`${reason.code} ${reason.worker ?? ""} ${reason.text}`}>
                  <Reason reason={reason} />
                </li>
              ))}
            </ul>
            {advice !== null && <p>{advice}</p>}
          </div>
        </details>
      )}
    </section>
  );
};

const Reason = ({ reason: { worker, text } }: { readonly reason: VerdictReason }) => (
  <>
    {worker !== undefined && (
      <>
        <bdi class="foreign">{worker}</bdi>:{" "}
      </>
    )}
    <bdi>{text}</bdi>
  </>
);
