// What a person should know about optional fields: which were probed, and which of those that were
// asked for are not sent.

import type { Finding } from "@gadfly/shared/protocol/worker-message";
import type { BodyField } from "@gadfly/shared/providers/body-fields";
import { endpointRow, type EndpointName } from "@gadfly/shared/providers/endpoint-table";
import { noteOf } from "../note-of.ts";
import type { ProbeReport } from "./probe-fields.ts";

/** What each field is called: by the user's option, else by its name in OpenAI's API. */
const names: Readonly<Record<BodyField, string>> = {
  streamOptions: "stream_options (usage in streams)",
  maxCompletionTokens: "max_completion_tokens",
  ignoreEos: "--ignore-eos",
  minTokens: "min_tokens (for --ignore-eos)",
  temperature: "--temperature",
  topP: "--top-p",
  topK: "--top-k",
  choices: "--choices",
  stop: "--stop",
  logprobs: "--logprobs",
  reasoningEffort: "--reasoning-effort",
};

const list = (fields: readonly BodyField[]): string =>
  fields.map((field) => names[field]).join(", ");

/** What the probe found. */
export function probeNotes(report: ProbeReport): Finding[] {
  const { candidates, refused, reasons, unclear, presumed } = report;
  if (candidates.length === 0) return [];
  const taken = candidates.filter((field) => !refused.has(field) && !presumed.includes(field));
  return [
    ...(taken.length === 0 ? [] : [noteOf("fields_checked", `the server takes ${list(taken)}`)]),
    ...[...reasons].map(([field, reason]) =>
      noteOf("field_refused", `${names[field]} is not sent: the server refused it (${reason})`),
    ),
    ...(unclear === null ? [] : [unclearNote(report, unclear)]),
  ];
}

/** Fields of which only that much is known, that nobody saw them accepted. */
const openOnes = ({ candidates, refused, reasons }: ProbeReport): readonly BodyField[] =>
  candidates.filter(
    (field) => field !== "maxCompletionTokens" && refused.has(field) && !reasons.has(field),
  );

function unclearNote(report: ProbeReport, reason: string): Finding {
  const open = openOnes(report);
  const unsent = open.length === 0 ? "" : ` ${list(open)} will not be sent;`;
  const { presumed } = report;
  const sent = presumed.length === 0 ? "" : ` ${list(presumed)} will, as OpenAI's API has it;`;
  const text = `it is not known which optional fields the server takes (${reason});${unsent}${sent} --extra-body sends what you know to be taken, or takes a field away`;
  return noteOf("probe_inconclusive", text);
}

/** Fields that the user asked for and that the API has no name for. */
export function unsentNotes(unsent: readonly BodyField[], endpoint: EndpointName): Finding[] {
  return unsent.map((field) =>
    noteOf(
      "field_withheld",
      `${names[field]} is not sent: ${endpointRow(endpoint).title} has no such field; use --extra-body if your server has one`,
    ),
  );
}

/** Fields that the user asked for and that the provider is not known to take. */
export function withheldNotes(
  withheld: readonly BodyField[],
  title: string,
  { candidates }: Pick<ProbeReport, "candidates">,
): Finding[] {
  return withheld
    .filter((field) => !candidates.includes(field))
    .map((field) =>
      noteOf(
        "field_withheld",
        `${names[field]} is not sent: ${title} is not known to take it; use --extra-body to send it under the server's own name`,
      ),
    );
}
