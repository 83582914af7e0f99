/** Where this process keeps the header's name: Next gives instrumentation and routes separate modules. */
const place = Symbol.for("penning.socket-address-header");

/**
 * Has every HTTP server of this process write down which address a request came from, before anything
 * else sees it. Next itself believes an `X-Forwarded-For` that a visitor sent, and shows routes no
 * socket. The header's name is random in each process, so nobody outside can send one. Node only.
 */
export async function noteSocketAddresses(): Promise<void> {
  if (socketAddressHeader()) return;
  const { subscribe } = await import("node:diagnostics_channel");
  const { IncomingMessage } = await import("node:http");
  const header = `x-socket-address-${crypto.randomUUID()}`;
  // https://nodejs.org/api/diagnostics_channel.html#event-httpserverrequeststart
  subscribe("http.server.request.start", (message) => {
    const request: unknown = Reflect.get(Object(message), "request");
    if (request instanceof IncomingMessage) request.headers[header] = request.socket.remoteAddress;
  });
  Reflect.set(globalThis, place, header);
}

/** The header that holds the socket's address; null where nothing writes it. */
export function socketAddressHeader(): string | null {
  const name: unknown = Reflect.get(globalThis, place);
  return typeof name === "string" ? name : null;
}
