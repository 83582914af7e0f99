import * as z from "zod/mini";
import type { Database } from "./database.ts";
import { endpoint } from "./endpoints.ts";
import { type HttpOptions, send } from "./send.ts";
import { written } from "./written.ts";

/** What Postgres refused, with its SQLSTATE. */
export class LeanStatementError extends Error {
  override name = "LeanStatementError";
  readonly code: string | undefined;
  constructor(status: number, code?: string) {
    super(`The database answered ${status}`);
    this.code = code;
  }
}

const answer = z.object({
  fields: z.array(z.object({ name: z.string(), dataTypeID: z.number() })),
  rows: z.array(z.record(z.string(), z.nullable(z.string()))),
});
const refusal = z.object({ code: z.optional(z.string()) });

const jsonTypes = [114, 3_802];

/**
 * Raw statements over Neon's HTTP endpoint, for an edge function whose bundle has to be small: the
 * driver and drizzle's query builder are 75 KB of it. Parameters are text, numbers, booleans and null.
 * Columns of JSON are read as such; every other one is Postgres's text.
 */
export function leanDatabase(url: string, options: HttpOptions): Database {
  const address = statementAddress(new URL(url));
  const headers = {
    "neon-connection-string": url,
    "neon-raw-text-output": "true",
    "neon-array-mode": "false",
  };
  return {
    async execute(statement) {
      const { text, parameters } = written(statement);
      const body = JSON.stringify({ query: text, params: parameters });
      const response = await send(address, { method: "POST", headers, body, ...options });
      if (!response.ok) {
        const told = refusal.safeParse(await response.json().catch(() => null));
        throw new LeanStatementError(response.status, told.data?.code);
      }
      const { fields, rows } = answer.parse(await response.json());
      const ofJson = fields.filter(({ dataTypeID }) => jsonTypes.includes(dataTypeID));
      return rows.map((row) => ({
        ...row,
        ...Object.fromEntries(ofJson.map(({ name }) => [name, JSON.parse(row[name] ?? "null")])),
      }));
    },
  };
}

/** Neon answers statements at `api.<region>`; the local gateway is told by its host. */
function statementAddress({ hostname, port }: URL): string {
  if (hostname.endsWith(".localhost")) return `http://127.0.0.1:${port}/sql`;
  return `https://${hostname.replace(/^[^.]+\./, "api.")}/sql`;
}

let database: Database | undefined;

/**
 * The database as a small edge function reads it, as `readDatabase` otherwise.
 * @throws EndpointError when no endpoint for reads is configured.
 */
export function leanReadDatabase(): Database {
  database ??= leanDatabase(endpoint("read"), { attempts: 2, timeout: 5_000 });
  return database;
}
