// Makes a self-signed certificate for 127.0.0.1, ::1 and localhost, so that no key lies in the
// repository. Node reads certificates but writes none, so this one is put together by hand in DER.

import { generateKeyPairSync, sign } from "node:crypto";

/** What a TLS server needs, in PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

const tag = {
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

/** Valid from yesterday until tomorrow. */
export function selfSignedCertificate(): ServerCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = der(tag.sequence, der(tag.oid, oid.ecdsaWithSha256));
  const name = der(tag.utf8, Buffer.from("gadfly test"));
  const subject = der(
    tag.sequence,
    der(tag.set, der(tag.sequence, der(tag.oid, oid.commonName), name)),
  );
  const dayMs = 24 * 3600 * 1000;
  const toSign = der(
    tag.sequence,
    der(tag.version, der(tag.integer, Buffer.from([2]))),
    der(tag.integer, Buffer.from([1])),
    algorithm,
    subject,
    der(tag.sequence, time(new Date(Date.now() - dayMs)), time(new Date(Date.now() + dayMs))),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    der(tag.extensions, der(tag.sequence, alternativeNames())),
  );
  const signature = der(tag.bitString, Buffer.from([0]), sign("sha256", toSign, privateKey));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: toPem(der(tag.sequence, toSign, algorithm, signature)),
  };
}

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

const toPem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64")}\n-----END CERTIFICATE-----\n`;
