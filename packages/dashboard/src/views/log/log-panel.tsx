// The master's log: filtered, followed.
import { useEffect, useRef, useState } from "preact/hooks";
import { type LogEntry, logEntries } from "../../model/log/log-entries.ts";
import { CheckBox } from "../parts/check-box.tsx";
import { Panel } from "../parts/panel.tsx";

/** What the log is made of. */
export interface LogPanelProps {
  readonly lines: readonly string[];
  readonly isReport: boolean;
}

/** The log. */
export const LogPanel = ({ lines, isReport }: LogPanelProps) => {
  const [text, setText] = useState("");
  const [isWarningsOnly, setWarningsOnly] = useState(false);
  const [isFollowing, setFollowing] = useState(true);
  const place = useRef<HTMLDivElement>(null);
  const entries = logEntries(lines, text, isWarningsOnly);
  useEffect(() => {
    if (isFollowing) place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [isFollowing, lines]);
  return (
    <Panel
      title="Log of the master"
      actions={
        <>
          <label class="field">
            Filter{" "}
            <input
              type="search"
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
          <CheckBox title="Warnings only" isOn={isWarningsOnly} onChange={setWarningsOnly} />
          {!isReport && <CheckBox title="Follow" isOn={isFollowing} onChange={setFollowing} />}
        </>
      }
    >
      <div class="log" ref={place} tabIndex={0} role="log" aria-live="off" aria-label="Lines">
        {entries.map((entry) => (
          <Line key={entry.key} entry={entry} />
        ))}
        {entries.length === 0 && <p class="quiet">{emptyWords(lines, isReport)}</p>}
      </div>
      <p class="quiet small">Workers keep their own logs.</p>
    </Panel>
  );
};

const Line = ({ entry: { before, level, tone, after } }: { readonly entry: LogEntry }) => (
  <p class="log-line">
    <bdi>
      <span class="quiet">{before}</span>
      {level !== "" && <span class={`log-level tone-${tone}`}>{level}</span>}
      {after}
    </bdi>
  </p>
);

const emptyWords = (lines: readonly string[], isReport: boolean): string => {
  if (lines.length > 0) return "No line matches.";
  return isReport ? "This report was made without a log." : "No line yet.";
};
