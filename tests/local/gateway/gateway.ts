import { randomBytes } from "node:crypto";
import { neonConfig } from "@neondatabase/serverless";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import * as z from "zod";
import { type Gateway, type GatewayOptions, startGateway } from "#local/gateway/server.ts";
import { dropDatabase } from "#tests/database.ts";

/** A gateway and an empty database for one test, gone when the test ends. */
export interface TestGateway {
  gateway: Gateway;
  database: string;
  /** For the driver; another host, user, password or query string where one is given. */
  url(parts?: { host?: string; user?: string; password?: string; search?: string }): string;
  /** One `POST /sql` by hand. */
  post(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Asks the database directly, past the gateway. */
  direct(text: string): Promise<Record<string, unknown>[]>;
}

export interface Answer {
  status: number;
  headers: Headers;
  json: unknown;
}

const oneRow = z.object({ rows: z.tuple([z.record(z.string(), z.unknown())], z.unknown()) });

/** The first row of an answer to a single query. */
export const firstRow = ({ json }: Pick<Answer, "json">) => oneRow.parse(json).rows[0];

export async function testGateway(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const postgres = options.postgres ?? inject("postgres");
  const database = `gateway_${randomBytes(6).toString("hex")}`;
  await asOwner("penning", `create database ${database} template template0`);
  const gateway = await startGateway({ port: 0, ...options, postgres });
  onTestFinished(async () => {
    await gateway.close();
    await dropDatabase(database);
  });

  // The settings of the driver are global to the process, so they go by host and port.
  neonConfig.fetchEndpoint = (host, port) =>
    host.endsWith(".penning.localhost")
      ? `http://127.0.0.1:${port}/sql`
      : `https://api.${host}/sql`;
  neonConfig.wsProxy = (host, port) => `127.0.0.1:${port}/v2?address=${host}:${port}`;
  neonConfig.useSecureWebSocket = false;

  const url: TestGateway["url"] = ({
    host = "ep-local.penning.localhost",
    user = "penning",
    password = "penning",
    search = "",
  } = {}) =>
    `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${gateway.port}/${database}${search}`;

  return {
    gateway,
    database,
    url,
    async post(body, headers = {}) {
      const response = await fetch(gateway.url, {
        method: "POST",
        headers: { "Neon-Connection-String": url(), ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      return {
        status: response.status,
        headers: response.headers,
        json: await response.json(),
      };
    },
    direct: (text) => asOwner(database, text),
  };

  async function asOwner(name: string, text: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({
      ...inject("postgres"),
      user: "penning",
      password: "penning",
      database: name,
    });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }
}

/** Waits until `isTrue` answers yes; the test's own time limit ends it otherwise. */
export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20));
}
