import { neon, neonConfig } from "@neondatabase/serverless";
import { drizzle, type NeonHttpDatabase } from "drizzle-orm/neon-http";
import { type HttpOptions, send } from "./send.ts";
import "./query-error.ts";

const neonEndpoint = neonConfig.fetchEndpoint;

// These two settings belong to the process. A local endpoint is told by its host, which no production
// URL can have, so neither can reach the other.
neonConfig.fetchEndpoint = (host, port, options) => {
  if (host.endsWith(".localhost")) return `http://127.0.0.1:${port}/sql`;
  return typeof neonEndpoint === "function" ? neonEndpoint(host, port, options) : neonEndpoint;
};
neonConfig.fetchFunction = send;

/**
 * Neon's driver over HTTP: one trip a statement, no socket to keep.
 * @param url of the endpoint; nothing is sent until the first statement.
 */
export const httpClient = (url: string, options: HttpOptions) =>
  neon(url, { fetchOptions: { ...options } });

/** Drizzle on it. */
export const httpDatabase = (url: string, options: HttpOptions): NeonHttpDatabase =>
  drizzle(httpClient(url, options));
