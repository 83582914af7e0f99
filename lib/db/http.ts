import { neon, neonConfig, types } from "@neondatabase/serverless";
import type { Database } from "./database.ts";
import { databaseBehind } from "./driver.ts";
import { type HttpOptions, send } from "./send.ts";
import { textTypes } from "./text-types.ts";

const neonEndpoint = neonConfig.fetchEndpoint;

// These settings belong to the process. A local endpoint is told by its host, which no production URL
// can have, so neither can reach the other.
neonConfig.fetchEndpoint = (host, port, options) => {
  if (host.endsWith(".localhost")) return `http://127.0.0.1:${port}/sql`;
  return typeof neonEndpoint === "function" ? neonEndpoint(host, port, options) : neonEndpoint;
};
neonConfig.fetchFunction = send;

// Given to each query, because the driver's own parsers belong to everybody in the process.
const parsers = {
  getTypeParser: (type: number, format?: "text" | "binary") =>
    textTypes.includes(type) ? (text: string) => text : types.getTypeParser(type, format),
};

/**
 * Neon's driver over HTTP: one trip a statement, no socket to keep.
 * @param url of the endpoint; nothing is sent until the first statement.
 */
export const httpClient = (url: string, options: HttpOptions) =>
  neon(url, { fetchOptions: { ...options } });

/** The database behind it. */
export function httpDatabase(url: string, options: HttpOptions): Database {
  const client = httpClient(url, options);
  return databaseBehind((text, parameters) => client.query(text, parameters, { types: parsers }));
}
