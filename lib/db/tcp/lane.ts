import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { isQuery, type Query } from "./query.ts";

/** What a lane adds to the options of its client. */
export type LaneOptions = Pick<postgres.Options<Record<string, never>>, "onclose"> & {
  socket(address: Address): Promise<Socket>;
};

interface Address {
  host: string[];
  port: number[];
}

/** How long a server may close connections before it has answered a login, in milliseconds. */
const loginPatience = 10_000;

/**
 * One connection, from its first statement to its end.
 *
 * postgres-js 3.4.9 uses a connection again after it was closed, and keeps what was under way: it
 * writes to a socket that is no more, which ends the process (porsager/postgres#1208), sends the rest
 * of a transaction outside of it (#1155), or answers one statement with the error of another. So a
 * lane serves until something is wrong with its connection. Then another lane is opened.
 */
export class Lane {
  readonly openedAt = performance.now();
  readonly #client: postgres.Sql;
  readonly #handler: Query["handler"];
  readonly #underWay = new Set<Query>();
  #socket: Socket | undefined;
  #attempts = 0;
  #isSpent = false;

  /** @param open makes a client with one connection. */
  constructor(open: (options: LaneOptions) => postgres.Sql) {
    this.#client = open({
      onclose: () => this.#spend(),
      socket: (address) => this.#dial(address),
    });
    const query: unknown = this.#client.unsafe("");
    if (!isQuery(query)) throw new TypeError("This version of postgres-js works in another way");
    this.#handler = query.handler;
  }

  /** True once nothing can be sent any more. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** Sends a statement after those before it. Every statement is answered or refused. */
  send(query: Query): void {
    if (query.cancelled) return;
    this.#underWay.add(query);
    query.then(
      () => this.#underWay.delete(query),
      (error: unknown) => {
        this.#underWay.delete(query);
        if (!leavesConnection(error)) this.#spend();
      },
    );
    try {
      if (this.#isSpent) throw closedError();
      this.#handler(query);
    } catch (error) {
      query.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Closes the connection: in order when nothing is wrong with it, else at once. Never rejects. */
  async close(): Promise<void> {
    const isIdle = !this.#isSpent && this.#underWay.size === 0;
    this.#spend();
    await this.#client.end({ timeout: isIdle ? 1 : 0 }).catch(() => {});
    this.#socket?.destroy();
  }

  #spend(): void {
    this.#isSpent = true;
    // Some of these postgres-js would never answer, and some it would send on its next connection.
    for (const query of this.#underWay) query.reject(closedError());
  }

  /**
   * postgres-js leaves Nagle's algorithm on, which stalls a cold TLS connection for 40 ms. It reads
   * `host` for TLS, because Neon routes by server name.
   *
   * It dials again when a server closes the connection during the login: nothing was sent yet.
   */
  async #dial({ host: [host], port: [port] }: Address): Promise<Socket> {
    if (this.#attempts > 0) await sleep(Math.min(20 * 2 ** this.#attempts, 1_000));
    this.#attempts += 1;
    if (this.#isSpent || performance.now() - this.openedAt > loginPatience) throw closedError();
    const socket = connect({ host, port: port ?? 5_432, noDelay: true });
    this.#socket = socket;
    return Object.assign(socket, { host });
  }
}

/** Whether a connection is as good as before after this error. Postgres says so of its own ones. */
function leavesConnection(error: unknown): boolean {
  if (!(error instanceof postgres.PostgresError)) return false;
  return [error.severity, error.severity_local].includes("ERROR");
}

function closedError(): Error {
  return Object.assign(new Error("The connection was closed"), { code: "CONNECTION_CLOSED" });
}
