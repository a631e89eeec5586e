// Writes a random token of 128 bits to the file named on the command line, unless it exists already.
// Written beside it first and then linked, so that nobody ever reads half a token.
import { randomBytes } from "node:crypto";
import { linkSync, rmSync, writeFileSync } from "node:fs";

const file = process.argv[2];
if (file === undefined) {
  console.error("generate-token: name the file to write");
  process.exit(2);
}

const draft = `${file}.draft`;
rmSync(draft, { force: true });
writeFileSync(draft, `${randomBytes(16).toString("hex")}\n`, { flag: "wx", mode: 0o400 });
try {
  linkSync(draft, file);
  console.log(`generate-token: wrote ${file}`);
} catch (error) {
  if (error.code !== "EEXIST") throw error;
  console.log(`generate-token: ${file} exists, kept`);
} finally {
  rmSync(draft);
}
