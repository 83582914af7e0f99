import { setTimeout as sleep } from "node:timers/promises";
import pg, { type Pool, type PoolClient } from "pg";
import { cancelKeyOf, cancelQuery, type PostgresAddress } from "./cancel.ts";
import type { Credentials } from "./credentials.ts";
import { passwordRefused, Refusal } from "./refusal.ts";

const maxSessionsPerKey = 20;
const idleTimeoutMillis = 10_000;
/** A Postgres that restarts is away for less than their sum. */
const retryDelaysMillis = [50, 150, 400, 900];

/** A session with Postgres, lent for one request. Exactly one of the last two ends the loan. */
export interface Backend {
  client: PoolClient;
  /** Asks Postgres to cancel what runs. Never rejects. */
  cancel(): Promise<void>;
  /** Clears what the request left in the session and keeps it for the next one. */
  giveBack(): Promise<void>;
  destroy(): void;
}

interface Entry {
  pool: Pool;
  /** The last password that Postgres accepted; new sessions log in with it. */
  password: string;
}

/**
 * The sessions with Postgres, pooled by user and database. A session is only lent to a password
 * that Postgres itself has accepted, so the gateway keeps no list of users.
 */
export class Backends {
  readonly #address: PostgresAddress;
  readonly #entries = new Map<string, Entry>();
  readonly #logins = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(address: PostgresAddress) {
    this.#address = address;
  }

  /**
   * Lends a session that answers, waiting while all of the key's are lent.
   * @throws Refusal 400 when Postgres refuses the user, the password or the database, 500 when
   * it cannot be reached.
   */
  async acquire(credentials: Credentials): Promise<Backend> {
    const key = JSON.stringify([credentials.user, credentials.database]);
    if (this.#entries.get(key)?.password !== credentials.password) {
      await this.#logInOnce(key, credentials);
    }
    for (;;) {
      const entry = this.#entries.get(key);
      if (this.#isClosed || entry === undefined) throw new Refusal(500, "the gateway is closing");
      const client = await this.#connect(credentials, () => entry.pool.connect());
      // A session may have died while it lay idle, and its end may not have been read yet.
      if (await isAlive(client)) return this.#lend(client);
      client.release(true);
    }
  }

  /** Ends every session at once, also those that are lent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const pools = [...this.#entries.values()].map(({ pool }) => pool);
    this.#entries.clear();
    await Promise.all(pools.map((pool) => pool.end()));
  }

  #lend(client: PoolClient): Backend {
    const cancelKey = cancelKeyOf(client);
    return {
      client,
      cancel: () => cancelQuery(this.#address, cancelKey),
      destroy: () => client.release(true),
      async giveBack() {
        // An open transaction is not rolled back and kept: Neon drops such a session too.
        if (client.getTransactionStatus() !== "I") return client.release(true);
        await client.query("DISCARD ALL").then(
          () => client.release(),
          () => client.release(true),
        );
      },
    };
  }

  /** Requests that arrive together with a new password share one login. */
  async #logInOnce(key: string, credentials: Credentials): Promise<void> {
    const loginKey = JSON.stringify([key, credentials.password]);
    const login = this.#logins.get(loginKey) ?? this.#logIn(key, credentials);
    this.#logins.set(loginKey, login);
    await login.finally(() => this.#logins.delete(loginKey));
  }

  async #logIn(key: string, credentials: Credentials): Promise<void> {
    await this.#connect(credentials, async () => {
      const client = new pg.Client(this.#config(credentials));
      client.on("error", () => {});
      await client.connect();
      await client.end();
    });
    const entry = this.#entries.get(key);
    if (entry) entry.password = credentials.password;
    else this.#entries.set(key, this.#newEntry(credentials));
  }

  #newEntry(credentials: Credentials): Entry {
    const entry: Entry = {
      password: credentials.password,
      pool: new pg.Pool({
        ...this.#config(credentials),
        password: () => entry.password,
        max: maxSessionsPerKey,
        idleTimeoutMillis,
      }),
    };
    // Without a listener, a session that dies while nothing runs on it would end the process.
    entry.pool.on("error", () => {});
    entry.pool.on("connect", (client) => {
      client.on("error", () => {});
    });
    return entry;
  }

  #config({ user, password, database }: Credentials) {
    return { ...this.#address, user, password, database, ssl: false };
  }

  async #connect<T>({ user }: Credentials, attempt: () => Promise<T>): Promise<T> {
    for (const delay of retryDelaysMillis) {
      try {
        return await attempt();
      } catch (error) {
        if (this.#isClosed || !mayPass(error)) throw refusalOf(error, user);
        await sleep(delay);
      }
    }
    return attempt().catch((error: unknown) => {
      throw refusalOf(error, user);
    });
  }
}

async function isAlive(client: PoolClient): Promise<boolean> {
  return client.query("").then(
    () => true,
    () => false,
  );
}

/** Whether trying again may help: Postgres is starting, stopping, full or not there. */
function mayPass(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || /^(08|53|57)/.test(error.code ?? "");
}

function refusalOf(error: unknown, user: string): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof pg.DatabaseError)) {
    return new Refusal(500, `error connecting to server: ${message}`, { cause: error });
  }
  if (error.code?.startsWith("28")) return passwordRefused(user);
  return new Refusal(mayPass(error) ? 500 : 400, message, { cause: error });
}
