// Opens the page of a program: finds its token and its port, and says where it is.
import type { RunDesk } from "@gadfly/master/web/desk/run-desk";
import { startWebServer, type WebServer } from "@gadfly/master/web/web-server";
import { isGadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Logger } from "@gadfly/shared/logging/logger";
import { createToken } from "@gadfly/shared/node/token-proof";
import { webListenHost } from "@gadfly/shared/options/bind-host";
import type { TextOutput } from "../command-context.ts";
import { readToken } from "../token/read-token.ts";
import { pageAddress } from "./page-address.ts";
import { pageFolder } from "./page-folder.ts";
import type { WebSide } from "./web-side.ts";

/** What opening takes. */
export interface OpenWebRequest {
  readonly side: WebSide;
  readonly desk: RunDesk;
  readonly logger: Logger;
  readonly output: TextOutput;
  /** Told where the page is, without its token: what is told may be printed again or given to a program. */
  readonly opened?: ((address: string) => void) | undefined;
}

const isPortInUse = (cause: unknown): boolean =>
  isGadflyError(cause) && cause.code === "GF_PORT_IN_USE";

const serve = async (request: OpenWebRequest, token: string): Promise<WebServer> => {
  const { side, desk, logger } = request;
  const port = side.options.webPort;
  const settings = { desk, host: webListenHost(side.options), token, pageFolder, logger };
  try {
    return await startWebServer({ ...settings, port });
  } catch (cause) {
    if (!side.mayMovePort || !isPortInUse(cause)) throw cause;
    logger.info(`Port ${port} is in use; the web page takes a free one`);
    return startWebServer({ ...settings, port: 0 });
  }
};

/** Serves the page and says where. */
export const openWeb = async (request: OpenWebRequest): Promise<WebServer> => {
  const { side, logger, output, opened } = request;
  const { webToken, webTokenFile } = side.options;
  const given = readToken({ token: webToken, tokenFile: webTokenFile });
  const token = given === "auto" ? createToken() : given;
  const server = await serve(request, token);
  const address = pageAddress(webListenHost(side.options), server.port);
  logger.info(`Web page at ${address}`);
  if (given === "auto")
    output.write(
      `Open the web page with this address, which holds its token:\n  ${address}/?token=${token}\n`,
    );
  opened?.(address);
  return server;
};
