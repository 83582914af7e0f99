import { once } from "node:events";
import { connect, createServer } from "node:net";
import { onTestFinished } from "vitest";

/** What a client says first on a connection. */
export type Opening = "TLS" | "SSLRequest" | "startup" | "something else";

/** A line to a port of this machine, for the running test, which notes how each connection begins. */
export async function recordedLine(port: number) {
  const openings: Opening[] = [];
  const line = createServer((client) => {
    const server = connect({ port, host: "127.0.0.1", noDelay: true });
    client.once("data", (bytes) => openings.push(openingOf(bytes)));
    client.pipe(server).pipe(client);
    client.on("error", () => server.destroy());
    server.on("error", () => client.destroy());
    onTestFinished(() => void client.destroy());
  });
  line.listen(0, "127.0.0.1");
  await once(line, "listening");
  onTestFinished(() => void line.close());
  const address = line.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  return { port: address.port, openings };
}

// A TLS record begins with its type, 22 for a handshake, and the message in it with 1 for a
// ClientHello. A packet of Postgres begins with its length and a number: of the request, or 3.0.
function openingOf(bytes: Buffer): Opening {
  if (bytes[0] === 22 && bytes[5] === 1) return "TLS";
  const code = bytes.length >= 8 ? bytes.readInt32BE(4) : 0;
  return code === 80_877_103 ? "SSLRequest" : code === 0x3_0000 ? "startup" : "something else";
}
