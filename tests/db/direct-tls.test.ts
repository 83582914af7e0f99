import dns from "node:dns";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { beforeAll, describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { migrate } from "#drizzle/migrate.ts";
import { rows } from "#lib/db/database.ts";
import { httpDatabase } from "#lib/db/http.ts";
import { postgresClient } from "#lib/db/node.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { type LocalPostgres, startPostgres } from "#local/postgres.ts";
import { makeCertificates } from "../../bench/cold/rig/certificates.ts";
import { nothingUncaught } from "../nothing-uncaught.ts";
import { recordedLine } from "./recorded-line.ts";

nothingUncaught();

let server: LocalPostgres;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "penning-tls-"));
  server = await startPostgres({
    dataDir: join(folder, "postgres"),
    port: await findFreeBlock(1),
    durable: false,
    tls: makeCertificates(folder),
  });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
});

const direct = "?sslmode=require&sslnegotiation=direct";

function client(url: string): postgres.Sql {
  const opened = postgresClient(url);
  onTestFinished(() => opened.end({ timeout: 1 }));
  return opened;
}

/** Our client, whose connections are noted, and whether its sessions are encrypted. */
async function connection(search: string, host = "127.0.0.1") {
  const { port, openings } = await recordedLine(server.port);
  const opened = client(`postgres://penning:penning@${host}:${port}/penning${search}`);
  const isEncrypted = async (on: Pick<postgres.Sql, "unsafe"> = opened) => {
    const [row] = await on.unsafe("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
    return row?.ssl;
  };
  return { sql: opened, openings, isEncrypted };
}

describe("with sslnegotiation=direct", () => {
  test("TLS begins at once, and a query and a transaction pass", async () => {
    const { sql, openings, isEncrypted } = await connection(direct);
    expect(await isEncrypted()).toBe(true);
    const [row] = await sql.unsafe("select $1::text as said", ["hello"]);
    expect(row).toEqual({ said: "hello" });
    expect(await sql.begin(async (inner) => isEncrypted(inner))).toBe(true);
    expect(openings).toEqual(["TLS"]);
  });

  test("many statements at once, and answers larger than a TLS record, arrive whole", async () => {
    const { sql, openings } = await connection(direct);
    const lengths = Array.from({ length: 20 }, (_, index) => index * 20_000);
    const texts = await Promise.all(
      lengths.map(async (length) => {
        const [row] = await sql.unsafe("select repeat('x', $1::integer) as text", [length]);
        return row?.text.length;
      }),
    );
    expect(texts).toEqual(lengths);
    expect(openings).toEqual(["TLS"]);
  });

  test("a connection that was lost is made anew in the same way", async () => {
    const { sql, openings, isEncrypted } = await connection(direct);
    const [row] = await sql.unsafe("select pg_backend_pid() as pid");
    const other = client(server.url());
    await other.unsafe("select pg_terminate_backend($1::integer)", [row?.pid]);
    await vi.waitFor(async () => expect(await isEncrypted()).toBe(true));
    expect(openings).toEqual(["TLS", "TLS"]);
  });

  test("a server that refuses connections is told as such, and asked again later", async () => {
    const port = await findFreeBlock(1);
    const sql = client(`postgres://penning:penning@127.0.0.1:${port}/penning${direct}`);
    await expect(sql.unsafe("select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await expect(sql.unsafe("select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("a server that does not speak it ends in an error, not in plain text", async () => {
    const { port, openings } = await recordedLine(inject("neon").postgres);
    const sql = client(`postgres://penning:penning@127.0.0.1:${port}/penning${direct}`);
    await expect(sql.unsafe("select 1")).rejects.toThrow();
    expect(openings).toEqual(["TLS"]);
  });

  test("migrations and reads over HTTP take the same URL", async () => {
    const { port, openings } = await recordedLine(server.port);
    const url = `postgres://penning:penning@127.0.0.1:${port}/penning${direct}`;
    expect(await migrate(url)).toBeGreaterThan(0);
    expect(openings).toEqual(["TLS"]);
    const { gateway } = inject("neon");
    const read = `postgres://penning:penning@ep-local.penning.localhost:${gateway}/penning${direct}`;
    const db = httpDatabase(read, { attempts: 1, timeout: 30_000 });
    expect(await rows(db, sql`select 1 as n`, ({ n }) => n)).toEqual([1]);
  });
});

test("without it the server is asked first, as every Postgres understands", async () => {
  const { openings, isEncrypted } = await connection("?sslmode=require");
  expect(await isEncrypted()).toBe(true);
  expect(openings).toEqual(["SSLRequest"]);
});

test.each(["", "?sslmode=disable"])("without TLS it changes nothing (%s)", async (search) => {
  vi.stubEnv("PGSSLNEGOTIATION", "direct");
  onTestFinished(() => void vi.unstubAllEnvs());
  const { openings, isEncrypted } = await connection(search);
  expect(await isEncrypted()).toBe(false);
  expect(openings).toEqual(["startup"]);
});

test("the environment says it as well as the URL does", async () => {
  vi.stubEnv("PGSSLNEGOTIATION", "direct");
  onTestFinished(() => void vi.unstubAllEnvs());
  const { openings, isEncrypted } = await connection("?sslmode=require");
  expect(await isEncrypted()).toBe(true);
  expect(openings).toEqual(["TLS"]);
});

/** Answers every look-up of a name with this machine, so that none leaves it. */
function stayHere(): void {
  const lookup = vi.spyOn(dns, "lookup").mockImplementation((...args: unknown[]) => {
    const tell = args.at(-1);
    if (typeof tell === "function") tell(null, [{ address: "127.0.0.1", family: 4 }]);
  });
  onTestFinished(() => lookup.mockRestore());
}

test.each([
  ["", "TLS"],
  ["&sslnegotiation=postgres", "SSLRequest"],
])("at Neon TLS begins at once, unless the URL says otherwise (%s)", async (search, opening) => {
  const host = "ep-cool-1-pooler.eu-central-1.aws.neon.tech";
  const { openings, isEncrypted } = await connection(`?sslmode=require${search}`, host);
  stayHere();
  expect(await isEncrypted()).toBe(true);
  expect(openings).toEqual([opening]);
});
