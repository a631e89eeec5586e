import { rootCertificates } from "node:tls";
import { expect, test } from "vitest";
import { readSystemCertificates, splitCertificates } from "./system-certificates.ts";

const pem = (body: string): string =>
  `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

test("takes every certificate once, however it is wrapped, and nothing between them", () => {
  const bundle = `# Some authority\n${pem("QUJD")}\nText\n${pem("REVG").replaceAll("\n", "\r\n")}`;
  const certificates = splitCertificates([pem("QU\nJD"), bundle, "", "no certificate"]);
  expect(certificates.map((one) => one.replaceAll(/\s/g, ""))).toEqual(
    [pem("QUJD"), pem("REVG")].map((one) => one.replaceAll(/\s/g, "")),
  );
});

test("keeps all of Node's own", () => {
  expect(splitCertificates(rootCertificates)).toHaveLength(rootCertificates.length);
});

test("leaves out what cannot be read", () => {
  const environment = { SSL_CERT_FILE: "/nowhere", NODE_EXTRA_CA_CERTS: "/nowhere/else" };
  expect(readSystemCertificates(environment).trim()).toBe("");
});
