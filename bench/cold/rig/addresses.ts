/** Where the database is, seen by the functions that are measured. */
export interface Addresses {
  /** The address to connect to. */
  address: string;
  /** The name of the pooler, in the connection string and in the certificate. */
  pooler: string;
  pgbouncer: number;
  /** The name of Postgres itself, past the pooler. */
  direct: string;
  postgres: number;
  gateway: number;
}

/** The device that rig/delayer.py gives the server's namespace. */
export const delayedServer = "10.117.0.2";

// Nobody can own a name below `.test` (RFC 6761).
/** The host of Neon's driver, and the one that the driver makes of it for HTTPS. */
export const neonHost = "ep-cold.penning.test";
export const neonApiHost = "api.penning.test";
export const poolerHost = "ep-cold-pooler.penning.test";

/** The environment of a function. */
export function databaseUrls(at: Addresses): Record<string, string> {
  const to = (host: string) => `postgres://penning:penning@${host}/penning?sslmode=require`;
  return {
    DATABASE_URL: to(`${at.pooler}:${at.pgbouncer}`),
    DATABASE_URL_UNPOOLED: to(`${at.direct}:${at.postgres}`),
    DATABASE_URL_READ: to(neonHost),
  };
}
