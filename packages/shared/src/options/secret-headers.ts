// Tells headers that carry credentials from those that may be shown.

const exactNames = new Set(["authorization", "cookie", "proxy-authorization", "x-goog-api-key"]);
const tellingWords =
  /(?:^|[-_])(?:api-?key|apikey|auth|credential|key|password|secret|session|token)s?(?:$|[-_])/;

/** Whether a header's value is a credential, judged by its name. */
export function isSecretHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return exactNames.has(lower) || tellingWords.test(lower);
}

/** Headers that may stand in plans and reports, and those that travel sealed. */
export function splitHeaders(headers: Readonly<Record<string, string>>): {
  open: Record<string, string>;
  secret: Record<string, string>;
} {
  const entries = Object.entries(headers);
  return {
    open: Object.fromEntries(entries.filter(([name]) => !isSecretHeader(name))),
    secret: Object.fromEntries(entries.filter(([name]) => isSecretHeader(name))),
  };
}
