import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { type Database, rows } from "#lib/db/database.ts";
import { type EndpointName, endpoint, isLocalHost } from "#lib/db/endpoints.ts";
import { errorCode } from "#lib/db/errors.ts";
import { httpDatabase } from "#lib/db/http.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import type { Variables } from "./environment.ts";
import type { Finding } from "./finding.ts";

// A database at Neon that sleeps takes seconds to wake up.
const timeout = 15_000;

const names: Record<EndpointName, string> = {
  read: "Reads over HTTP",
  pooled: "Writes through the pooler",
  direct: "Direct connection",
};

interface Reached {
  finding: Finding;
  /** Tells one database from another, as all ways into it see it. */
  identity?: string;
}

/** Asks each endpoint one thing, and whether all of them lead to one database. */
export async function checkEndpoints(variables: Variables): Promise<Finding[]> {
  const reached = await Promise.all([
    reach("read", variables),
    reach("pooled", variables),
    reach("direct", variables),
  ]);
  const findings = reached.flatMap((one) => one?.finding ?? []);
  const identities = reached.flatMap((one) => one?.identity ?? []);
  if (new Set(identities).size > 1) {
    findings.push({
      check: "One database",
      status: "problem",
      message: "DATABASE_URL, DATABASE_URL_UNPOOLED and DATABASE_URL_READ lead to different ones.",
      type: "vercel env pull .env.local",
    });
  }
  return findings;
}

async function reach(name: EndpointName, variables: Variables): Promise<Reached | undefined> {
  let url: URL;
  try {
    url = new URL(endpoint(name, variables));
  } catch {
    // The check of the environment has told it.
    return undefined;
  }
  const check = names[name];
  const { db, end } = open(name, url.href);
  try {
    const identity = await Promise.race([identify(db), late()]);
    return { finding: { check, status: "ok", message: `${url.host} answers.` }, identity };
  } catch (error) {
    const message = `${url.host}${url.pathname} ${explain(error)}.`;
    const isLocal = isLocalHost(url.hostname);
    const type = isLocal ? "npm run dev" : "vercel env pull .env.local";
    return { finding: { check, status: "problem", message, type } };
  } finally {
    await end();
  }
}

function open(name: EndpointName, url: string): { db: Database; end(): Promise<void> } {
  if (name !== "read") return tcpDatabase(url);
  return { db: httpDatabase(url, { attempts: 1, timeout }), end: async () => {} };
}

async function late(): Promise<never> {
  await sleep(timeout, undefined, { ref: false });
  throw Object.assign(new Error("No answer"), { code: "CONNECT_TIMEOUT" });
}

// A branch at Neon has the system identifier of its parent, and a timeline of its own.
async function identify(db: Database): Promise<string> {
  const statement = sql`select concat_ws('/',
    (select system_identifier from pg_control_system()),
    current_setting('neon.timeline_id', true),
    current_database()) as identity`;
  const [identity] = await rows(db, statement, (row) => String(row.identity));
  return identity ?? "";
}

const reasons: Record<string, string> = {
  ECONNREFUSED: "refuses connections: nothing listens there",
  ENOTFOUND: "is not known: there is no such host",
  EAI_AGAIN: "cannot be looked up: this machine seems to be offline",
  CONNECT_TIMEOUT: `does not answer within ${timeout / 1_000} seconds`,
  CONNECTION_CLOSED: "closes the connection",
  "28P01": "refuses the password",
  "28000": "refuses the user",
  "3D000": "has no such database",
  "53300": "has no connections left",
  "08P01": "refuses the connection: the pooler does not know the user, or the password is wrong",
};

/** In our own words: the message of a driver may hold what is secret. */
function explain(error: unknown): string {
  const code = errorCode(error);
  return (code && reasons[code]) ?? `cannot be reached${code ? ` (${code})` : ""}`;
}
