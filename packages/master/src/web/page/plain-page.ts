// What a browser sees where the page was not built: that the API is there. Nothing here is put together
// from anything that somebody said.

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;

/** In place of the page. */
export const plainPage = page(
  "gadfly",
  `<p>The master is here, and so is its API; the page itself is not part of this build.</p>
<ul>
<li><a href="/api/status">/api/status</a>: where the run stands</li>
<li><a href="/api/openapi.json">/api/openapi.json</a>: every path, with its bodies and answers; also docs/api.md</li>
<li><a href="/api/result">/api/result</a>, <a href="/api/result.csv">/api/result.csv</a>, <a href="/api/journal">/api/journal</a>: the result so far</li>
<li><a href="/metrics">/metrics</a>: for Prometheus</li>
</ul>`,
);

/** For whoever comes without the web token. */
export const tokenPage = page(
  "gadfly: the web token is missing",
  `<p>Open the address with <code>?token=…</code> that the master printed when it was started with <code>--web-token auto</code>, or add <code>?token=TOKEN</code> to this one.</p>`,
);
