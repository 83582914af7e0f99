import { registerHooks } from "node:module";
import { cpus } from "node:os";
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { databaseBehind } from "#lib/db/driver.ts";
import { postgresClient, tcpDatabase } from "#lib/db/node.ts";
import type { Written } from "#lib/db/written.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { startBenchNeon } from "../neon.ts";

// Next's bundler finds this module; Node wants its whole name.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === "next/server" ? "next/server.js" : specifier, context),
});

/** The most that Node may add to what sending the statement and reading the answer costs, in ms. */
const aim = 0.35;

/**
 * The layer `acts`: the processor's time that Node takes for an act of the API, from the request to the
 * answer, beside that of sending the same text and parameters and getting the same rows.
 * @returns whether every act met the aim.
 */
export async function run({ isQuick }: { isQuick: boolean }): Promise<boolean> {
  const calls = 50;
  const rounds = isQuick ? 20 : 100;
  const warmUp = 10;
  await using started = new AsyncDisposableStack();
  console.log("Starting Postgres and PgBouncer");
  const neon = started.use(await startBenchNeon());
  const { makeSetting } = await import("./setting.ts");
  const setting = await makeSetting(neon.postgres.url(), calls);
  const url = `postgres://penning:penning@127.0.0.1:${neon.ports.pgbouncer}/penning`;
  const read = `postgres://penning:penning@ep-local.penning.localhost:${neon.ports.gateway}/penning`;
  const urls = { DATABASE_URL: url, DATABASE_URL_READ: read, APP_URL: "http://localhost:3000" };
  Object.assign(process.env, allLocalSecrets, urls, { NODE_ENV: "production", LOCAL_USE: "1" });

  const { actsOn } = await import("./acts.ts");
  const { writeDatabase } = await import("#lib/db/node.ts");
  const client = postgresClient(url);
  started.defer(() => client.end());
  const admin = tcpDatabase(neon.postgres.url());
  started.defer(admin.end);
  const recorder = recording(client);

  const recorded = actsOn(async () => recorder.db, setting);
  const lines: Record<string, Record<string, string>> = {};
  let isMet = true;
  for (const [name, { ready, reset }] of Object.entries(actsOn(writeDatabase, setting))) {
    const prepare = async () => {
      await admin.db.execute(reset);
      await admin.db.execute(sql`truncate rate_limits, lasting_limits`);
    };
    const all = (of = ready) => Array.from({ length: calls }, (_, n) => answered(of(n)));
    await prepare();
    recorder.sent.length = 0;
    await turn(all(recorded[name]?.ready));
    const statements = recorder.sent.map(
      ({ text, parameters }) =>
        () =>
          client.unsafe(text, parameters),
    );
    const whole: number[] = [];
    const bare: number[] = [];
    for (let round = -warmUp; round < rounds; round++) {
      await prepare();
      const ofActs = await turn(all());
      await prepare();
      const ofStatements = await turn(statements);
      if (round < 0) continue;
      whole.push(ofActs / calls);
      bare.push(ofStatements / calls);
    }
    const beyond = median(whole) - median(bare);
    if (beyond > aim) isMet = false;
    lines[name] = {
      "act, ms": median(whole).toFixed(3),
      "statement alone, ms": median(bare).toFixed(3),
      "beyond, ms": beyond.toFixed(3),
      times: (median(whole) / median(bare)).toFixed(2),
    };
  }
  console.table(lines);
  console.log(
    `Medians of ${rounds} turns of ${calls} calls, on ${cpus().length} cores, Node ${process.version}. Time of the processor, not of the clock.`,
  );
  return isMet;
}

/** A database that keeps what it sends. */
function recording(client: postgres.Sql) {
  const sent: Written[] = [];
  const db = databaseBehind((text, parameters) => {
    sent.push({ text, parameters });
    return client.unsafe(text, parameters);
  });
  return { db, sent };
}

const answered = (call: () => Promise<Response>) => async () => {
  const { status, ok } = await call();
  if (!ok) throw new Error(`An act answered ${status}`);
};

/** The processor's time of this process for calls one after another, in ms. */
async function turn(calls: (() => PromiseLike<unknown>)[]): Promise<number> {
  const { log } = console;
  console.log = () => {};
  try {
    const began = process.cpuUsage();
    for (const call of calls) await call();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  } finally {
    console.log = log;
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
