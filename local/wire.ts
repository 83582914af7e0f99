import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What went over the wire since the last reset, on all connections. */
export interface WireCounts {
  /** How often the client spoke after it had been answered: the trips it waited for. */
  turns: number;
  /** Messages of the client by their type in the protocol, such as `P` (Parse) and `Q` (Query). */
  messages: Record<string, number>;
}

export interface Wire {
  port: number;
  counts(): WireCounts;
  reset(): void;
  close(): Promise<void>;
}

/**
 * A TCP proxy in front of Postgres or PgBouncer that counts the turns of the conversation and, when
 * asked, holds everything for half of `delay` (milliseconds) each way. It accepts a connection at
 * once, so it hides the trip of the handshake. Plain connections only.
 */
export async function startWire(target: number, delay = 0): Promise<Wire> {
  let counts: WireCounts = { turns: 0, messages: {} };
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: target, host: "127.0.0.1", noDelay: true });
    let isAnswered = true;
    const messages = new MessageReader((type) => {
      counts.messages[type] = (counts.messages[type] ?? 0) + 1;
    });
    forward(client, upstream, delay / 2, (chunk) => {
      messages.read(chunk);
      if (isAnswered) counts.turns += 1;
      isAnswered = false;
    });
    forward(upstream, client, delay / 2, () => {
      isAnswered = true;
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.once("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: isAddress(address) ? address.port : 0,
    counts: () => counts,
    reset() {
      counts = { turns: 0, messages: {} };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function forward(from: Socket, to: Socket, delay: number, see: (chunk: Buffer) => void): void {
  from.on("data", async (chunk) => {
    see(chunk);
    // Timers of one length fire in the order in which they were set.
    if (delay > 0) await sleep(delay);
    if (to.writable) to.write(chunk);
  });
  from.on("end", () => to.end());
}

/** Reads the types of the messages that a client sends; the first one of a connection has none. */
class MessageReader {
  #rest = Buffer.alloc(0);
  #hasBegun = false;
  readonly #see: (type: string) => void;

  constructor(see: (type: string) => void) {
    this.#see = see;
  }

  read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const header = this.#hasBegun ? 1 : 0;
      if (this.#rest.length < header + 4) return;
      const end = header + this.#rest.readInt32BE(header);
      if (this.#rest.length < end) return;
      if (this.#hasBegun) this.#see(this.#rest.toString("latin1", 0, 1));
      this.#hasBegun = true;
      this.#rest = this.#rest.subarray(end);
    }
  }
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === "object" && address !== null;
