import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { migrate } from "#drizzle/migrate.ts";
import { seed } from "#drizzle/seed.ts";
import { postgresClient, tcpDatabase } from "#lib/db/node.ts";
import { localEnvironment } from "#local/environment.ts";
import type { LocalNeon } from "#local/neon.ts";
import { startBenchNeon } from "../neon.ts";
import { grow } from "./history.ts";
import { type Place, takeTurns } from "./measure.ts";
import { report } from "./report.ts";
import { makeSubject } from "./subject.ts";

registerHooks({
  // Next's bundler finds its modules; Node wants their whole names.
  resolve: (specifier, context, next) =>
    next(/^next\/\w+$/.test(specifier) ? `${specifier}.js` : specifier, context),
  // Node takes types away, but knows no JSX: what a product adds to a page has its read beside it.
  load(url, context, next) {
    if (!url.endsWith(".tsx")) return next(url, context);
    const written = readFileSync(fileURLToPath(url), "utf8");
    const { code: source } = transformSync(written, { loader: "tsx", jsx: "automatic" });
    return { format: "module", source, shortCircuit: true };
  },
});

/**
 * The layer `pages`: what the statement of each page and of each read of the API costs in Postgres and
 * on Node, on the demo data and on 100 and 10,000 times as much, beside a read by primary key.
 * @returns whether the aims for the pages of organizations were met.
 */
export async function run({ isQuick }: { isQuick: boolean }): Promise<boolean> {
  const { apiReads, pageReads } = await import("./reads.ts");
  await using started = new AsyncDisposableStack();
  console.log("Starting Postgres");
  const neon = started.use(await startBenchNeon({ durable: false }));
  Object.assign(process.env, localEnvironment(neon.env));
  const places: Place[] = [];
  for (const times of isQuick ? [1, 100] : [1, 100, 10_000]) {
    console.log(
      `Writing ${times === 1 ? "the demo data" : `${times.toLocaleString("en")} times as much`}`,
    );
    const place = await makePlace(neon, times);
    started.defer(place.end);
    places.push(place);
  }
  const measured = await takeTurns(places, { ...pageReads, ...apiReads }, isQuick ? 15 : 40);
  return report(measured, { isPage: (name) => Object.hasOwn(pageReads, name) });
}

async function makePlace(
  neon: LocalNeon,
  times: number,
): Promise<Place & { end(): Promise<void> }> {
  const name = `pages_${times}`;
  const admin = postgresClient(neon.postgres.url());
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = neon.postgres.url(name);
  await migrate(url);
  await seed(url);
  const { db, end } = tcpDatabase(url);
  const subject = await makeSubject(db);
  await grow(db, times);
  const client = postgresClient(url);
  return {
    times,
    client,
    db,
    subject,
    async end() {
      await Promise.all([client.end(), end()]);
    },
  };
}
