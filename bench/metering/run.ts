import { cpus } from "node:os";
import { migrate } from "#drizzle/migrate.ts";
import type { Database } from "#lib/db/database.ts";
import { postgresClient, tcpDatabase } from "#lib/db/node.ts";
import type { LocalNeon } from "#local/neon.ts";
import { startBenchNeon } from "../neon.ts";
import { makeHistory } from "./history.ts";
import { bareTable, pairs, reading, type Way } from "./ways.ts";

interface History {
  usage: number;
  ids: string[];
  db: Database;
  url: string;
  end(): Promise<void>;
}

/** Function instances that spend at once, each with its one connection. */
const instances = 16;

/** How much dearer the longest history may be than the shortest. */
const aim = 1.2;

/**
 * The layer `metering`: what spending and reading the balance cost by the length of the history, and
 * how many spend at once beside a bare row lock and bare inserts.
 * @returns whether every aim was met.
 */
export async function run({ isQuick }: { isQuick: boolean }): Promise<boolean> {
  const sizes = isQuick ? [10_000, 100_000] : [10_000, 1_000_000, 10_000_000];
  await using started = new AsyncDisposableStack();
  console.log("Starting Postgres and PgBouncer");
  const neon = started.use(await startBenchNeon());
  const histories: History[] = [];
  for (const usage of sizes) {
    console.log(`Writing a history of ${usage.toLocaleString("en")} rows`);
    const history = await makeDatabase(neon, usage);
    started.defer(history.end);
    histories.push(history);
  }
  const areCheap = await compareLengths(histories, isQuick ? 200 : 1_000, isQuick ? 2 : 10);
  const areFast = await compareRates(histories, isQuick ? 1 : 5, isQuick ? 3 : 6);
  console.log(
    `${instances} instances with a connection each, through PgBouncer, on ${cpus().length} cores, Node ${process.version}.
Spending is the whole function from call to answer. A share is that of the rates of two turns that
follow each other; the median of all is told.`,
  );
  return areCheap && areFast;
}

async function makeDatabase(neon: LocalNeon, usage: number): Promise<History> {
  const name = `usage_${usage}`;
  const admin = postgresClient(neon.postgres.url());
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  await migrate(neon.postgres.url(name));
  const direct = tcpDatabase(neon.postgres.url(name));
  const ids = await makeHistory(direct.db, usage);
  await direct.db.execute(bareTable);
  await direct.end();
  const url = `postgres://penning:penning@127.0.0.1:${neon.ports.pgbouncer}/${name}`;
  const { db, end } = tcpDatabase(url);
  return { usage, ids, db, url, end };
}

/** One after another over one connection, the histories and the ways taking turns. */
async function compareLengths(histories: History[], count: number, rounds: number) {
  const ways = Object.entries<Way>(reading);
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, way] of ways) {
      for (const { usage, ids, db } of round % 2 === 0 ? histories : histories.toReversed()) {
        const own = times.get(`${name} ${usage}`) ?? [];
        times.set(`${name} ${usage}`, own);
        for (let n = 0; n < Math.ceil(count / rounds) + 20; n++) {
          const began = performance.now();
          await way(db, anyOf(ids));
          // The first ones find the caches of another.
          if (n >= 20) own.push(performance.now() - began);
        }
      }
    }
  }
  const medians = (name: string) =>
    histories.map(({ usage }) => median(times.get(`${name} ${usage}`) ?? []));
  const growth = (name: string) => {
    const [first = 0, ...more] = medians(name);
    return (more.at(-1) ?? first) / first;
  };
  console.table(
    Object.fromEntries(
      ways.map(([name]) => [
        name,
        {
          ...Object.fromEntries(
            medians(name).map((time, n) => [
              `${histories[n]?.usage.toLocaleString("en")} rows, ms`,
              time.toFixed(2),
            ]),
          ),
          "last to first": growth(name).toFixed(2),
        },
      ]),
    ),
  );
  return growth("spend") <= aim && growth("balance") <= aim;
}

/** All instances at once, upon the longest history. */
async function compareRates(histories: History[], seconds: number, rounds: number) {
  const history = histories.at(-1);
  if (!history) throw new Error("There is no history");
  const clients = Array.from({ length: instances }, () => tcpDatabase(history.url));
  try {
    const results = [];
    for (const { name, organizations, spend, least, aim: share } of pairs) {
      const ids = history.ids.slice(0, organizations);
      const rateOf = (way: Way) => rate(clients, way, ids, seconds);
      // Warms what is cold.
      for (const way of [least, spend]) await rate(clients, way, ids, seconds / 4);
      const turns: { spends: number; least: number }[] = [];
      for (let round = 0; round < rounds; round++) {
        const first = round % 2 === 0 ? await rateOf(spend) : 0;
        const bare = await rateOf(least);
        turns.push({ spends: first || (await rateOf(spend)), least: bare });
      }
      const shares = turns.map((turn) => turn.spends / turn.least);
      results.push({
        of: name,
        "spends/s": Math.round(median(turns.map((turn) => turn.spends))),
        "least/s": Math.round(median(turns.map((turn) => turn.least))),
        share: median(shares).toFixed(2),
        aim: share,
      });
    }
    console.table(results);
    return results.every((result) => Number(result.share) >= result.aim);
  } finally {
    for (const { end } of clients) await end();
  }
}

async function rate(
  clients: { db: Database }[],
  way: Way,
  ids: string[],
  seconds: number,
): Promise<number> {
  let done = 0;
  const began = performance.now();
  const until = began + seconds * 1_000;
  await Promise.all(
    clients.map(async ({ db }) => {
      while (performance.now() < until) {
        await way(db, anyOf(ids));
        done += 1;
      }
    }),
  );
  return (done * 1_000) / (performance.now() - began);
}

function anyOf(ids: string[]): string {
  const id = ids[Math.floor(Math.random() * ids.length)];
  if (!id) throw new Error("There is no organization");
  return id;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
