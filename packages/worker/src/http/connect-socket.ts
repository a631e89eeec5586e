// Opens one TCP or TLS connection. No timeout of its own: the exchange owns all timers.

import { connect as connectTcp, isIP } from "node:net";
import type { OnReadOpts, Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { TlsTrust } from "./tls-trust.ts";

/** Where to connect. */
export interface ConnectAddress {
  readonly isSecure: boolean;
  /** Name or address, without the brackets of IPv6. */
  readonly hostname: string;
  readonly port: number;
  /** The name that the certificate must bear; the host name when absent. */
  readonly serverName?: string | undefined;
  /** Which certificates are accepted; what Node accepts when absent. */
  readonly trust?: TlsTrust | undefined;
}

const keepAliveInitialDelay = 60_000;

/**
 * Starts connecting; `onReady` is called once the socket can be written to. With `onread`, what comes
 * in goes to its buffer and callback instead of to the stream.
 */
export function openSocket(
  address: ConnectAddress,
  onReady: (socket: Socket) => void,
  onread?: OnReadOpts,
): Socket {
  const common = {
    host: address.hostname,
    port: address.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay,
    ...(onread === undefined ? {} : { onread }),
  };
  if (!address.isSecure) {
    const socket = connectTcp(common);
    return socket.once("connect", () => onReady(socket));
  }
  const serverName = address.serverName ?? address.hostname;
  const socket = connectTls({
    ...common,
    ...address.trust,
    ALPNProtocols: ["http/1.1"],
    // An address is no server name; TLS forbids sending it as one.
    ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
  });
  return socket.once("secureConnect", () => onReady(socket));
}
