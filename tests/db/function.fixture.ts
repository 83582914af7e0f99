import { createServer } from "node:http";
import { sql } from "drizzle-orm";
import { rows } from "#lib/db/database.ts";
import { errorCode } from "#lib/db/errors.ts";
import { postgresClient, tcpDatabase, writeDatabase } from "#lib/db/node.ts";

// A function on Node as a provider runs it, to be frozen: every request is one write.
const sockets = () => process.getActiveResourcesInfo().filter((name) => /TCP|TLS|DNS/i.test(name));
const atImport = sockets();
postgresClient(process.env.DATABASE_URL ?? "");
tcpDatabase(process.env.DATABASE_URL ?? "");
await writeDatabase();
const withClients = sockets();

const server = createServer(async ({ url }, response) => {
  try {
    const statement = sql`insert into organizations (slug, name) values (${url}, 'A') returning slug`;
    const [slug] = await rows(await writeDatabase(), statement, ({ slug }) => slug);
    response.end(slug);
  } catch (error) {
    response.writeHead(500).end(errorCode(error) ?? String(error));
  }
});
// The caller's connection is to outlive the freeze; that to the database is what is looked at.
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ address: server.address(), atImport, withClients }));
});
