import { neon, neonConfig } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-http";
import type { Database } from "./database.ts";
import * as schema from "./schema.ts";

export interface HttpOptions {
  /** How often a statement is sent at the most. More than once is for reads only. */
  attempts: number;
  /** How long one attempt may take, in milliseconds. */
  timeout: number;
}

const neonEndpoint = neonConfig.fetchEndpoint;

// These two settings belong to the process. A local endpoint is told by its host, which no production
// URL can have, so neither can reach the other.
neonConfig.fetchEndpoint = (host, port, options) => {
  if (host.endsWith(".localhost")) return `http://127.0.0.1:${port}/sql`;
  return typeof neonEndpoint === "function" ? neonEndpoint(host, port, options) : neonEndpoint;
};
neonConfig.fetchFunction = send;

/**
 * Drizzle over Neon's HTTP endpoint: one trip a statement, no socket to keep.
 * @param url of the endpoint; nothing is sent until the first statement.
 */
export function httpDatabase(url: string, options: HttpOptions): Database {
  return drizzle(neon(url, { fetchOptions: { ...options } }), { schema });
}

/** Of a gateway or a database that may be back in a moment; 400 and 507 answer the statement. */
const passing = new Set([500, 502, 503, 504]);

async function send(
  url: string,
  { attempts = 1, timeout = 30_000, ...init }: RequestInit & Partial<HttpOptions>,
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= attempts;
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
      if (isLast) return response;
      // Read here, because an answer can also break or stall half-way.
      const body = await response.arrayBuffer();
      if (!passing.has(response.status)) return new Response(body, response);
    } catch (error) {
      if (isLast) throw error;
    }
  }
}
