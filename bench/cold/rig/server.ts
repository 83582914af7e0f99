/**
 * The far side of the wire, as a program of its own, because it may live in another network
 * namespace: Postgres and PgBouncer, both with TLS, and the gateway behind TLS. Prints its ports as
 * one line of JSON, and ends when its standard input does. Takes the folder for the data, and the
 * address to listen on where that is not 127.0.0.1.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Server } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { createServer } from "node:tls";
import postgres from "postgres";
import { startGateway } from "#local/gateway/server.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { type LocalPostgres, startPostgres } from "#local/postgres.ts";
import { neonHost } from "./addresses.ts";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { startPooler } from "./pooler.ts";

// Once everything has stopped in order, the folder can be removed. Ctrl-C reaches this process too, and
// then its parent decides.
const told = new AbortController();
process.on("SIGTERM", () => told.abort());
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
process.stdin.once("end", () => told.abort());

const [folder, address] = process.argv.slice(2);
if (!folder) throw new Error("The folder for the data is missing");
const stops: (() => Promise<unknown>)[] = [];

try {
  const certificates = makeCertificates(folder);
  const base = await findFreeBlock(2);
  const database = await startPostgres({
    dataDir: join(folder, "postgres"),
    port: base,
    durable: false,
    tls: { ...certificates, address },
  });
  stops.push(database.stop);
  await fill(database);
  const pgbouncer = base + 1;
  const pooler = { folder: join(folder, "pgbouncer"), port: pgbouncer, postgresPort: base };
  stops.push(await startPooler({ ...pooler, certificates }));
  const gateway = await startGateway({
    port: 0,
    postgres: { host: database.host, port: database.port },
    endpoints: [neonHost],
  });
  stops.push(() => gateway.close());
  const front = await startFront(gateway.port, certificates);
  stops.push(async () => front.close());
  const at = front.address();
  if (at === null || typeof at === "string") throw new Error("The gateway has no port");
  console.log(JSON.stringify({ pgbouncer, postgres: base, gateway: at.port }));
  process.stdin.resume();
  if (!told.signal.aborted) await once(told.signal, "abort");
} finally {
  for (const stop of stops.toReversed()) await stop();
}
process.exit();

async function fill(database: LocalPostgres): Promise<void> {
  const sql = postgres(database.url(), { max: 1, onnotice() {} });
  await sql`create table cold_items (id integer primary key, shelf text not null, name text not null)`;
  await sql`insert into cold_items
    select n, case when n between 11 and 20 then 'middle' else 'other' end, 'Item ' || n
    from generate_series(1, 30) as n`;
  await sql`vacuum (analyze) cold_items`;
  await sql.end();
}

/** TLS, as Neon's proxy ends it, before the gateway. */
async function startFront(gateway: number, certificates: Certificates): Promise<Server> {
  const credentials = {
    cert: readFileSync(certificates.certificate),
    key: readFileSync(certificates.key),
    ALPNProtocols: ["http/1.1"],
  };
  const server = createServer({ ...credentials, noDelay: true }, (client) => {
    const inner = connect({ port: gateway, host: "127.0.0.1", noDelay: true });
    client.pipe(inner).pipe(client);
    client.on("error", () => inner.destroy());
    inner.on("error", () => client.destroy());
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "0.0.0.0");
  await once(server, "listening");
  return server;
}
