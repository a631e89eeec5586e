// Where the built page lies: beside the program.
import { fileURLToPath } from "node:url";

/** The folder of the page and of the template of reports; it is there once the page was built. */
export const pageFolder = fileURLToPath(new URL("page/", import.meta.url));
