import { Socket } from "node:net";
import pg from "pg";
import { type CancelKey, cancelKeyOf, type PostgresAddress } from "./cancel.ts";

export interface LoggedIn {
  socket: Socket;
  /** What Postgres said from "authentication is fine" to "ready", for the client to read. */
  greeting: Buffer;
  cancelKey: CancelKey;
}

/** A login that sends exactly the startup parameters of somebody else. */
class LoginClient extends pg.Client {
  readonly startupParameters: Record<string, string>;

  constructor(config: pg.ClientConfig, startupParameters: Record<string, string>) {
    super(config);
    this.startupParameters = startupParameters;
  }

  /** node-postgres asks for these when the socket is open. */
  getStartupConf() {
    return this.startupParameters;
  }
}

/**
 * Logs in to Postgres in the client's name and hands over the open socket. node-postgres does
 * the login, because that is the part with cryptography in it.
 * @throws pg.DatabaseError when Postgres refuses, any other Error when it cannot be reached.
 */
export async function logIn(
  address: PostgresAddress,
  parameters: ReadonlyMap<string, string>,
  password: string,
): Promise<LoggedIn> {
  const user = parameters.get("user") ?? "";
  const database = parameters.get("database") || user;
  const socket = new Socket();
  const received: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => received.push(chunk));
  const client = new LoginClient(
    { ...address, user, password, database, ssl: false, stream: () => socket },
    // node-postgres adds the encoding itself.
    { ...Object.fromEntries(parameters), database, client_encoding: "UTF8" },
  );
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.pause();
  for (const event of ["data", "end", "close", "error"]) socket.removeAllListeners(event);
  socket.on("error", () => {});
  const greeting = fromAuthenticationOk(Buffer.concat(received));
  return { socket, greeting, cancelKey: cancelKeyOf(client) };
}

function fromAuthenticationOk(messages: Buffer): Buffer {
  for (let at = 0; at < messages.length; at += 1 + messages.readInt32BE(at + 1)) {
    const isOk = messages[at] === 0x52 && messages.readInt32BE(at + 5) === 0;
    if (isOk) return messages.subarray(at);
  }
  return messages;
}
