// Makes certificates for 127.0.0.1, ::1 and localhost, so that no key lies in the repository. Node
// reads certificates but writes none, so they are put together by hand in DER.

import { generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** What a TLS server needs, in PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  time: 0x18,
  version: 0xa0,
  extensions: 0xa3,
  dnsName: 0x82,
  ipAddress: 0x87,
} as const;

/** Object identifiers as they stand in DER. */
const oid = {
  ecdsaWithSha256: Buffer.from("2a8648ce3d040302", "hex"),
  commonName: Buffer.from("550403", "hex"),
  alternativeNames: Buffer.from("551d11", "hex"),
  basicConstraints: Buffer.from("551d13", "hex"),
} as const;

function der(type: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const bytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([type, ...bytes]), content]);
}

const time = (date: Date): Buffer =>
  der(tag.time, Buffer.from(date.toISOString().replaceAll(/[-:T]|\.\d+/g, "")));

/** A server's certificate and, to be trusted, that of the authority that signed it. */
export interface SignedCertificate extends ServerCertificate {
  readonly authority: string;
}

/** Who a certificate is for, who signs it, and what it says besides. */
interface CertificateParts {
  readonly subject: string;
  readonly subjectKey: KeyObject;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly extension: Buffer;
}

/** Vouched for by itself alone; two with one name cannot be told apart by who trusts them. */
export function selfSignedCertificate(name: string = "gadfly test"): ServerCertificate {
  const { privateKey, publicKey } = newKeys();
  const keys = { subjectKey: publicKey, issuerKey: privateKey };
  const parts = { ...keys, subject: name, issuer: name, extension: alternativeNames() };
  return { key: toKeyPem(privateKey), cert: writeCertificate(parts) };
}

/** Vouched for by an authority of its own, as in companies. */
export function signedCertificate(): SignedCertificate {
  const issuer = "gadfly test authority";
  const authority = newKeys();
  const server = newKeys();
  const signer = { issuer, issuerKey: authority.privateKey };
  const own = { subject: issuer, subjectKey: authority.publicKey, extension: isAuthority() };
  const signed = {
    subject: "gadfly test server",
    subjectKey: server.publicKey,
    extension: alternativeNames(),
  };
  return {
    authority: writeCertificate({ ...signer, ...own }),
    key: toKeyPem(server.privateKey),
    cert: writeCertificate({ ...signer, ...signed }),
  };
}

const newKeys = (): { privateKey: KeyObject; publicKey: KeyObject } =>
  generateKeyPairSync("ec", { namedCurve: "prime256v1" });

/** Valid from yesterday until tomorrow. */
function writeCertificate(parts: CertificateParts): string {
  const algorithm = der(tag.sequence, der(tag.oid, oid.ecdsaWithSha256));
  const dayMs = 24 * 3600 * 1000;
  const toSign = der(
    tag.sequence,
    der(tag.version, der(tag.integer, Buffer.from([2]))),
    der(tag.integer, Buffer.from([1])),
    algorithm,
    distinguishedName(parts.issuer),
    der(tag.sequence, time(new Date(Date.now() - dayMs)), time(new Date(Date.now() + dayMs))),
    distinguishedName(parts.subject),
    parts.subjectKey.export({ type: "spki", format: "der" }),
    der(tag.extensions, der(tag.sequence, parts.extension)),
  );
  const signature = der(tag.bitString, Buffer.from([0]), sign("sha256", toSign, parts.issuerKey));
  return toPem(der(tag.sequence, toSign, algorithm, signature));
}

function distinguishedName(name: string): Buffer {
  const value = der(tag.utf8, Buffer.from(name));
  const attribute = der(tag.sequence, der(tag.oid, oid.commonName), value);
  return der(tag.sequence, der(tag.set, attribute));
}

/** An extension: this certificate may sign others. */
function isAuthority(): Buffer {
  const yes = der(tag.sequence, der(tag.boolean, Buffer.from([0xff])));
  return der(tag.sequence, der(tag.oid, oid.basicConstraints), der(tag.octetString, yes));
}

/** An extension: the names that the server goes by. */
function alternativeNames(): Buffer {
  const loopback6 = Buffer.alloc(16);
  loopback6[15] = 1;
  const names = der(
    tag.sequence,
    der(tag.dnsName, Buffer.from("localhost")),
    der(tag.ipAddress, Buffer.from([127, 0, 0, 1])),
    der(tag.ipAddress, loopback6),
  );
  return der(tag.sequence, der(tag.oid, oid.alternativeNames), der(tag.octetString, names));
}

const toKeyPem = (key: KeyObject): string =>
  key.export({ type: "pkcs8", format: "pem" }).toString();

const toPem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64")}\n-----END CERTIFICATE-----\n`;
