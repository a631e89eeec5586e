// What a person should know about optional fields: which were probed, and which of those that were
// asked for are not sent.

import type { Finding } from "@gadfly/shared/protocol/worker-message";
import type { BodyField } from "@gadfly/shared/providers/body-fields";
import { endpointRow, type EndpointName } from "@gadfly/shared/providers/endpoint-table";
import { noteOf, warningOf } from "../note-of.ts";
import { noProbe, type ProbeReport } from "./probe-fields.ts";

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
  const { candidates, refused, reasons, presumed, sendsNoUsage } = report;
  if (candidates.length === 0) return [];
  const taken = candidates.filter(
    (field) =>
      !refused.has(field) &&
      !presumed.includes(field) &&
      !(sendsNoUsage && field === "streamOptions"),
  );
  return [
    ...(taken.length === 0 ? [] : [noteOf("fields_checked", `the server takes ${list(taken)}`)]),
    ...(sendsNoUsage ? [noUsage] : []),
    ...[...reasons].map(([field, reason]) =>
      warningOf("field_refused", `${names[field]} is not sent: the server refused it (${reason})`),
    ),
    ...openNotes(report),
  ];
}

const noUsage = warningOf(
  "usage_not_sent",
  "the server accepts stream_options but sends no usage: tokens are estimated from the messages of a stream",
);

function openNotes(report: ProbeReport): Finding[] {
  const { unclear, locked } = report;
  if (locked !== null) return [lockedNote(report, locked)];
  return unclear === null ? [] : [unclearNote(report, unclear)];
}

function lockedNote(report: ProbeReport, locked: string): Finding {
  const open = openOnes(report);
  const unsent = open.length === 0 ? "" : `; not knowing what it takes, ${unsentPart(open)}`;
  return warningOf("key_wanted", locked + unsent);
}

const unsentPart = (fields: readonly BodyField[]): string =>
  `${list(fields)} ${fields.length === 1 ? "is" : "are"} not sent`;

/** Fields of which only that much is known, that nobody saw them accepted. */
const openOnes = ({ candidates, refused, reasons }: ProbeReport): readonly BodyField[] =>
  candidates.filter(
    (field) => field !== "maxCompletionTokens" && refused.has(field) && !reasons.has(field),
  );

function unclearNote(report: ProbeReport, reason: string): Finding {
  const open = openOnes(report);
  const { presumed } = report;
  const text = [
    `it could not be found out which optional fields the server takes (${reason})`,
    ...(open.length === 0
      ? []
      : [`${unsentPart(open)}, as the server may refuse what it does not know`]),
    ...(presumed.length === 0
      ? []
      : [`${list(presumed)} is sent all the same, because it is part of OpenAI's API`]),
    "--extra-body adds a field that you know the server takes, or removes one",
  ].join("; ");
  const isWished = reason === noProbe && open.length === 0;
  return isWished ? noteOf("probe_inconclusive", text) : warningOf("probe_inconclusive", text);
}

/** An API that takes no limit answers at the length that it likes. */
export function limitNote(endpoint: EndpointName): Finding[] {
  const { title, answer } = endpointRow(endpoint);
  if (answer !== "text") return [];
  const text = `--max-tokens is not sent: ${title} has no such field; answers are as long as the server makes them`;
  return [warningOf("field_withheld", text)];
}

/** Fields that the user asked for and that the API has no name for. */
export function unsentNotes(unsent: readonly BodyField[], endpoint: EndpointName): Finding[] {
  return unsent.map((field) =>
    warningOf(
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
      warningOf(
        "field_withheld",
        `${names[field]} is not sent: ${title} is not known to take it; use --extra-body to send it under the server's own name`,
      ),
    );
}
