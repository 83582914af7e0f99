import { join } from "node:path";
import { startPgBouncer } from "#local/pgbouncer.ts";
import { startPostgres } from "#local/postgres.ts";

// A stand-in for `npm run dev`, to be killed: starts both services and says their process ids.
const [folder = "", port = ""] = process.argv.slice(2);
const postgres = await startPostgres({
  dataDir: join(folder, "postgres"),
  port: Number(port),
  durable: false,
});
const pgbouncer = await startPgBouncer({
  dir: join(folder, "pgbouncer"),
  port: Number(port) + 1,
  postgresPort: postgres.port,
});
console.log(JSON.stringify({ postgres: postgres.pid, pgbouncer: pgbouncer.pid }));
setInterval(() => {}, 60_000);
