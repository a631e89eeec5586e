// The command line that does what the form says, to copy.
import type { WebProblem } from "@gadfly/shared/web/web-problem";
import { useRef, useState } from "preact/hooks";
import { Button } from "../parts/button.tsx";
import { copyText } from "../parts/copy-text.ts";
import type { DraftCheck } from "./use-checked-draft.ts";

/** The command. */
export const EquivalentCommand = ({ commandLine, notes, problems }: DraftCheck) => {
  const place = useRef<HTMLElement>(null);
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    if (commandLine !== null) setSaid(await copyText(commandLine, place.current));
  };
  return (
    <section class="command" aria-label="Equivalent command">
      <div class="command-head">
        <h3>Equivalent command</h3>
        <span class="small quiet" role="status">
          {said}
        </span>
        <Button disabled={commandLine === null} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      {commandLine === null ? (
        <p class="quiet small">{whyNoCommand(problems)}</p>
      ) : (
        <pre tabIndex={0}>
          <code ref={place}>{commandLine}</code>
        </pre>
      )}
      {notes.map((note) => (
        <p key={note} class="small">
          {note}
        </p>
      ))}
    </section>
  );
};

// What is wrong with a field stands there.
const whyNoCommand = (problems: readonly WebProblem[]): string => {
  if (problems.length === 0) return "Asking the master …";
  const isMarked = problems.some(({ code }) => code === "GF_OPTION_INVALID");
  if (isMarked) return "Mend the marked fields to see the command.";
  return problems.map(({ sentence }) => sentence).join(" ");
};
