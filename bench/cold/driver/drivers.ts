import { neonHost } from "../rig/addresses.ts";

/** The same two acts with every driver. */
export interface Client {
  /** The ten rows, by a parameter. */
  query(): Promise<unknown>;
  /** One update by a parameter, in a transaction. */
  transaction(): Promise<unknown>;
}

export type Connect = (at: { gateway: string }) => Client;

const select = "select id, name from cold_items where shelf = $1 order by id";
const update = "update cold_items set name = name where id = $1";

const url = () => process.env.DATABASE_URL ?? "";
const direct = () => process.env.DATABASE_URL_UNPOOLED ?? "";

/** lib/db/node.ts. */
async function ours(where: () => string): Promise<Connect> {
  const { postgresClient } = await import("#lib/db/node.ts");
  return () => {
    const sql = postgresClient(where());
    return {
      query: () => sql.unsafe(select, ["middle"]),
      transaction: () => sql.begin((inner) => inner.unsafe(update, [11])),
    };
  };
}

/** What is imported counts as loaded; what a first use costs does not. */
const drivers: Record<string, () => Promise<Connect>> = {
  /** Neon's driver over HTTPS. Its address has another port here than Neon's. */
  "neon-http": async () => {
    const { neon, neonConfig } = await import("@neondatabase/serverless");
    return ({ gateway }) => {
      neonConfig.fetchEndpoint = () => `https://${gateway}/sql`;
      const sql = neon(process.env.DATABASE_URL_READ ?? `postgres://${neonHost}/penning`);
      return {
        query: () => sql.query(select, ["middle"]),
        transaction: () => sql.transaction([sql.query(update, [11])]),
      };
    };
  },
  "postgres-js-tuned": () => ours(url),
  // PgBouncer begins TLS at once since 1.25 only, and Debian's is older: so past it, and the usual
  // way too, to compare with.
  "postgres-js-unpooled": () => ours(direct),
  "postgres-js-direct-tls": () => ours(() => `${direct()}&sslnegotiation=direct`),
  "postgres-js": async () => {
    const { default: postgres } = await import("postgres");
    return () => {
      const sql = postgres(url());
      return {
        query: () => sql`select id, name from cold_items where shelf = ${"middle"} order by id`,
        transaction: () =>
          sql.begin((inner) => inner`update cold_items set name = name where id = ${11}`),
      };
    };
  },
  pg: async () => {
    const { Pool } = await import("pg");
    return () => {
      const pool = new Pool({ connectionString: url() });
      return {
        query: () => pool.query(select, ["middle"]),
        async transaction() {
          const client = await pool.connect();
          await client.query("begin");
          await client.query(update, [11]);
          await client.query("commit");
          client.release();
        },
      };
    };
  },
};

export const driverNames = Object.keys(drivers);

/** Loads a driver. @throws Error when there is none of this name. */
export async function connectWith(name: string): Promise<Connect> {
  const load = drivers[name];
  if (!load) throw new Error(`There is no driver ${name}`);
  return load();
}
