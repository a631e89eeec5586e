// Puts TLS in front of a plain server: whoever connects speaks TLS to us, and we pass the bytes on.
import { connect, type AddressInfo } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { selfSignedCertificate, type ServerCertificate } from "./self-signed-certificate.ts";

/** A front that listens. */
export interface TlsFront extends AsyncDisposable {
  readonly port: number;
}

/** Listens on a free port for the plain server at `port`. */
export const startTlsFront = async (
  port: number,
  certificate: ServerCertificate = selfSignedCertificate(),
): Promise<TlsFront> => {
  const open = new Set<TLSSocket>();
  const server = createServer(certificate, (socket) => {
    const behind = connect(port, "127.0.0.1");
    open.add(socket);
    socket.on("error", () => behind.destroy()).on("close", () => open.delete(socket));
    behind.on("error", () => socket.destroy());
    socket.pipe(behind).pipe(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
