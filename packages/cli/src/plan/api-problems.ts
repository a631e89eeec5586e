// What can be wrong with the description of an API although every field has the right type.
import { isSecretHeader } from "@gadfly/shared/options/secret-headers";
import { bodyPlaceholders, type CustomApi } from "@gadfly/shared/plan/custom-api";

const known: readonly string[] = bodyPlaceholders;
const knownList = known.map((name) => `{${name}}`).join(", ");
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
const headerValue = /^[\t\x20-\x7e]*$/;

/** One clause for each problem; none for a description that can be used. */
export function apiProblems(api: CustomApi): readonly string[] {
  return [
    ...promptProblems(api),
    ...placeholderProblems(api),
    ...pathProblems(api.path),
    ...Object.entries(api.headers).flatMap(headerProblems),
    ...Object.entries(api.response).flatMap(answerProblems),
  ];
}

/** Other tools write placeholders so; here the outer braces would be sent. */
const doubled = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** Only then can the prompt be varied from request to request. */
function promptProblems({ body }: CustomApi): readonly string[] {
  // Said already, with the right spelling.
  if ([...doubledIn(body)].some(([, name]) => name === "prompt")) return [];
  const count = textsIn(body).join("\n").split("{prompt}").length - 1;
  if (count === 1) return [];
  return [
    `body must hold {prompt} once, and holds it ${count === 0 ? "nowhere" : `${count} times`}`,
  ];
}

/** A text that is nothing but words in braces was meant as a placeholder. */
function placeholderProblems({ body }: CustomApi): readonly string[] {
  const unknown = textsIn(body)
    .map((text) => /^\{([^{}":,]+)\}$/.exec(text.trim())?.[1])
    .filter((name) => name !== undefined && !known.includes(name))
    .map((name) => `{${name}} in body is no placeholder; there are ${knownList}`);
  return [...unknown, ...doubledIn(body).map(describeDoubled)];
}

const doubledIn = (body: CustomApi["body"]): readonly RegExpExecArray[] =>
  textsIn(body).flatMap((text) => [...text.matchAll(doubled)]);

function describeDoubled([text, name = ""]: RegExpExecArray): string {
  if (known.includes(name)) return `${text} in body has braces too many: write {${name}}`;
  return `${text} in body is no placeholder; there are ${knownList}`;
}

function pathProblems(path: string): readonly string[] {
  const others = [...path.matchAll(/\{(\w*)\}/g)].filter(([text]) => text !== "{model}");
  const unknown = others.map(([text]) => `${text} in path is no placeholder; there is {model}`);
  const isPlain = /^[\x21-\x7e]+$/.test(path) && !path.includes("#");
  return isPlain ? unknown : [...unknown, "path must be printable ASCII without spaces or #"];
}

function headerProblems([name, value]: readonly [string, string]): readonly string[] {
  if (!headerName.test(name)) return [`headers: ${JSON.stringify(name)} is no name of a header`];
  // The description is a part of the plan, which is written down and shown.
  if (isSecretHeader(name)) return [`headers.${name} may hold a secret: give it with --header`];
  return headerValue.test(value) ? [] : [`headers.${name} must be printable ASCII on one line`];
}

const textFields = ["text", "wholeText", "reasoning"];
/** Text there at the top of an answer is how servers report errors, and is read as one. */
const errorField = "error";

function answerProblems([name, path]: readonly [string, unknown]): readonly string[] {
  if (typeof path !== "string") return [];
  const dotted = withDots(path);
  if (dotted !== path)
    return [`response.${name} must be written with dots: ${dotted}, not ${path}`];
  if (path.split(".").includes("")) return [`response.${name} has an empty step between its dots`];
  const isTaken = textFields.includes(name) && path === errorField;
  return isTaken ? [`response.${name} cannot be ${path}: a text there is read as an error`] : [];
}

/** `$.choices[0].text` and `choices["0"]` as they are written here. */
const withDots = (path: string): string =>
  path
    .replace(/^\$(?=[.[])\.?/, "")
    .replaceAll(/\[\s*(["']?)([^\]]*?)\1\s*\]/g, ".$2")
    .replace(/^\.(?=[^.])/, "");

/** Every text in a body, at any depth. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
