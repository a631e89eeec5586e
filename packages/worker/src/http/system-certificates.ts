// The certificates that this machine trusts beyond those that Node was built with: companies put their
// own authority there.

import { readFileSync } from "node:fs";

/** Where Linux distributions and the BSDs keep them, in one file. */
const knownBundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

const certificatePattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

type Environment = Readonly<Record<string, string | undefined>>;

/** All of them as PEM; "" where there are none. SSL_CERT_FILE names another file, as for OpenSSL. */
export function readSystemCertificates(environment: Environment = process.env): string {
  const named = environment["SSL_CERT_FILE"] ?? "";
  const system = firstReadable(named === "" ? knownBundles : [named]);
  // Node adds this file to its own list only, which ours replaces.
  const extra = firstReadable([environment["NODE_EXTRA_CA_CERTS"] ?? ""]);
  return `${system}\n${extra}`;
}

/** Every certificate of the given PEM texts once, however it is wrapped. */
export function splitCertificates(bundles: readonly string[]): string[] {
  const byContent = new Map<string, string>();
  for (const bundle of bundles) {
    for (const certificate of bundle.match(certificatePattern) ?? []) {
      byContent.set(certificate.replaceAll(/\s+/g, ""), certificate);
    }
  }
  return [...byContent.values()];
}

function firstReadable(paths: readonly string[]): string {
  for (const path of paths) {
    const text = path === "" ? null : readOrNull(path);
    if (text !== null) return text;
  }
  return "";
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
