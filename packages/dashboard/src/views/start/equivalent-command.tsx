// The command line that does what the form says, to copy.
import type { WebProblem } from "@gadfly/shared/web/web-problem";
import type { StartReply } from "@gadfly/shared/web/api-table";
import { useRef, useState } from "preact/hooks";
import { Button } from "../parts/button.tsx";
import { copyText } from "./copy-text.ts";

/** What the master said of the draft. */
export interface EquivalentCommandProps {
  readonly reply: StartReply | null;
  readonly problems: readonly WebProblem[];
}

/** The command. */
export const EquivalentCommand = ({ reply, problems }: EquivalentCommandProps) => {
  const place = useRef<HTMLElement>(null);
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    if (place.current !== null) setSaid(await copyText(place.current));
  };
  return (
    <section class="command" aria-label="Equivalent command">
      <div class="command-head">
        <h3>Equivalent command</h3>
        <span class="small quiet" role="status">
          {said}
        </span>
        <Button disabled={reply === null} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      {reply === null ? (
        <p class="quiet small">{problems[0]?.sentence ?? "Asking the master …"}</p>
      ) : (
        <pre tabIndex={0}>
          <code ref={place}>{reply.commandLine}</code>
        </pre>
      )}
      {reply?.notes.map((note) => (
        <p key={note} class="small">
          {note}
        </p>
      ))}
    </section>
  );
};
