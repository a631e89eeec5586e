import { describe, expect, it } from "vitest";
import { endpointNames, endpointRow } from "./endpoint-table.ts";
import { providerRow, providerTable, type ProviderRow } from "./provider-table.ts";

const rows: readonly ProviderRow[] = providerTable;

describe("the provider table", () => {
  it("names each provider once", () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  it("offers every endpoint somewhere", () => {
    const offered = new Set(rows.flatMap(({ chat, text, more }) => [chat, text, ...more]));
    expect(endpointNames.filter((name) => !offered.has(name))).toEqual([]);
  });

  it.each(rows)("lets $name take no field that it is also probed for", ({ takes, probes }) => {
    expect(probes.filter((field) => takes.includes(field))).toEqual([]);
  });

  it("gives no fingerprint to two providers", () => {
    const marks = rows.flatMap(({ fingerprint: { ownedBy = [], hosts = [], server, header } }) =>
      [...ownedBy, ...hosts, server, header].filter((mark) => mark !== undefined),
    );
    expect(new Set(marks).size).toBe(marks.length);
  });

  it("says lower-case beginnings of headers, as they are compared", () => {
    const marks = rows.flatMap(({ fingerprint: { server = "", header = "" } }) => server + header);
    expect(marks.filter((mark) => mark !== mark.toLowerCase())).toEqual([]);
  });

  it("finds rows by name", () => {
    expect(providerRow("vllm").title).toBe("vLLM");
    expect(endpointRow("rerank").answer).toBe("ranking");
  });
});
