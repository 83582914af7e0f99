import { setTimeout as sleep } from "node:timers/promises";
import { type EndpointName, endpoint, isLocalHost } from "#lib/db/endpoints.ts";
import { httpClient } from "#lib/db/http.ts";
import { postgresClient } from "#lib/db/node.ts";
import { codeOf, connectionProblem } from "../connection-problem.ts";
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
  const { ask, end } = open(name, url.href);
  try {
    const [row] = await Promise.race([ask(identify), late()]);
    const identity = String(row?.identity);
    return { finding: { check, status: "ok", message: `${url.host} answers.` }, identity };
  } catch (error) {
    const code = codeOf(error);
    const problem = connectionProblem(error) ?? `cannot be used${code ? ` (${code})` : ""}`;
    const message = `${url.host}${url.pathname} ${problem}.`;
    const isLocal = isLocalHost(url.hostname);
    const type = isLocal ? "npm run dev" : "vercel env pull .env.local";
    return { finding: { check, status: "problem", message, type } };
  } finally {
    await end();
  }
}

interface Way {
  ask(statement: string): Promise<Record<string, unknown>[]>;
  end(): Promise<void>;
}

// The drivers themselves: what drizzle throws has lost what the server said.
function open(name: EndpointName, url: string): Way {
  if (name === "read") {
    const client = httpClient(url, { attempts: 1, timeout });
    return { ask: (statement) => client.query(statement), end: async () => {} };
  }
  // As migrations ask for it: a pooler refuses the setting, and would not keep their lock.
  const connection = name === "direct" ? { lock_timeout: timeout } : {};
  const client = postgresClient(url, { connection });
  return {
    ask: (statement) => client.unsafe<Record<string, unknown>[]>(statement),
    end: () => client.end({ timeout: 1 }),
  };
}

async function late(): Promise<never> {
  await sleep(timeout, undefined, { ref: false });
  throw Object.assign(new Error("No answer"), { code: "CONNECT_TIMEOUT" });
}

// A branch at Neon has the system identifier of its parent, and a timeline of its own.
const identify = `select concat_ws('/',
  (select system_identifier from pg_control_system()),
  current_setting('neon.timeline_id', true),
  current_database()) as identity`;
