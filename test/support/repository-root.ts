// Where the repository lies, for tests that need its files.
import { join } from "node:path";

/** The top folder of the repository. */
export const repositoryRoot = join(import.meta.dirname, "../..");
