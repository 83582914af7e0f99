import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export const cuts = ["end", "destroy", "resetAndDestroy"] as const;

/**
 * A line to a port of this machine, for the running test. `cutAfter` cuts every connection that is
 * open then, or the next one, once so many more bytes have passed in either direction.
 */
export async function cutLine(port: number) {
  let rest = Number.POSITIVE_INFINITY;
  let how: (typeof cuts)[number] = "end";
  const near = new Set<Socket>();
  const cut = () => {
    rest = Number.POSITIVE_INFINITY;
    for (const socket of near) socket[how]();
    near.clear();
  };
  const server = createServer((client) => {
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    near.add(client);
    const pass = (to: Socket) => (bytes: Buffer) => {
      const passing = bytes.subarray(0, rest);
      rest -= passing.length;
      if (passing.length > 0 && to.writable) to.write(passing);
      if (rest <= 0) cut();
    };
    client.on("data", pass(far)).on("error", () => far.destroy());
    far.on("data", pass(client)).on("error", () => client.destroy());
    client.on("close", () => far.destroy());
    far.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of near) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  return {
    port: address.port,
    cutAfter(bytes: number, kind: (typeof cuts)[number]) {
      [rest, how] = [bytes, kind];
    },
    mend() {
      rest = Number.POSITIVE_INFINITY;
    },
  };
}
