// Which addresses stay on this machine, and where a master listens when nobody says.

/** Whether an address or name can be reached from this machine only. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return bare === "localhost" || bare === "::1" || /^127(?:\.\d{1,3}){3}$/.test(bare);
}

/** The address to serve the page on; null is every interface. */
export function webListenHost(options: {
  readonly webHost: string | null;
  readonly webToken: string | null;
  readonly webTokenFile: string | null;
}): string | null {
  const { webHost, webToken, webTokenFile } = options;
  if (webHost !== null) return webHost === "*" ? null : webHost;
  return webToken === null && webTokenFile === null ? "127.0.0.1" : null;
}

/** The address to listen on for workers; null is every interface. */
export function masterListenHost(options: {
  readonly masterBindHost: string | null;
  readonly token: string | null;
  readonly tokenFile: string | null;
}): string | null {
  const { masterBindHost, token, tokenFile } = options;
  if (masterBindHost !== null) return masterBindHost === "*" ? null : masterBindHost;
  return token === null && tokenFile === null ? "127.0.0.1" : null;
}
