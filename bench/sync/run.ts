import { cpus } from "node:os";
import { sql } from "drizzle-orm";
import { migrate } from "#drizzle/migrate.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { startWire } from "#local/wire.ts";
import { startBenchNeon } from "../neon.ts";
import { handle, signed, type Way, ways } from "./handler.ts";
import { makeWorkload } from "./workload.ts";

const delays = [0, 1, 10];

interface Measurement {
  way: Way;
  delay: number;
  deliveries: number;
  seconds: number;
  latencies: number[];
  wrongShare: number;
}

/**
 * The layer `sync`: the webhook handler from request to answer, beside the naive way, at several
 * delays to the pooler.
 * @returns whether every row of ours ended right.
 */
export async function run(options: {
  isQuick: boolean;
  /** Function instances that receive at once, each with its one connection. */
  instances: number;
}): Promise<boolean> {
  const { isQuick, instances } = options;
  const count = isQuick ? 480 : 2_400;
  const rounds = isQuick ? 1 : 3;
  await using started = new AsyncDisposableStack();
  console.log("Starting Postgres and PgBouncer");
  const neon = started.use(await startBenchNeon());
  const { db, end } = tcpDatabase(neon.postgres.url());
  started.defer(end);
  await migrate(neon.postgres.url());
  const measurements: Measurement[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const delay of delays) {
      // The one that goes first has the colder cache, so they take turns.
      for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
        const measured = await measure(way, delay, { count, seed: round });
        measurements.push(measured);
        const rate = Math.round(measured.deliveries / measured.seconds);
        console.log(`round ${round + 1} of ${rounds}  ${delay} ms  ${way}  ${rate}/s`);
      }
    }
  }
  report(measurements, instances);
  return measurements.every(({ way, wrongShare }) => way === "naive" || wrongShare === 0);

  async function measure(
    way: Way,
    delay: number,
    choice: { count: number; seed: number },
  ): Promise<Measurement> {
    const workload = await makeWorkload(db, choice);
    const wire = await startWire(neon.ports.pgbouncer, delay);
    const url = `postgres://penning:penning@127.0.0.1:${wire.port}/penning`;
    const clients = Array.from({ length: instances }, () => tcpDatabase(url));
    const log = console.log;
    try {
      for (const client of clients) await client.db.execute(sql`select 1`);
      const queue = workload.deliveries
        .map((event) => ({ event, request: signed(event) }))
        .values();
      const latencies: number[] = [];
      console.log = () => {};
      const began = performance.now();
      const work = async (client: (typeof clients)[number]) => {
        for (const { event, request } of queue) {
          const started = performance.now();
          const status = await handle(client.db, way, event, request);
          latencies.push(performance.now() - started);
          if (status !== 200) throw new Error(`${way} answered ${status}`);
        }
      };
      await Promise.all(clients.map(work));
      const seconds = (performance.now() - began) / 1_000;
      const wrongShare = await workload.wrongShare();
      return { way, delay, deliveries: latencies.length, seconds, latencies, wrongShare };
    } finally {
      console.log = log;
      for (const client of clients) await client.end();
      await wire.close();
    }
  }
}

function report(measurements: Measurement[], instances: number): void {
  const lines: Record<string, string | number>[] = [];
  for (const delay of delays) {
    const rates = new Map<Way, number>();
    for (const way of ways) {
      const own = measurements.filter((one) => one.way === way && one.delay === delay);
      const latencies = own.flatMap((one) => one.latencies).toSorted((a, b) => a - b);
      const seconds = own.reduce((sum, one) => sum + one.seconds, 0);
      rates.set(way, latencies.length / seconds);
      const quantile = (share: number) =>
        (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1);
      const wrong = own.reduce((sum, one) => sum + one.wrongShare, 0) / own.length;
      lines.push({
        "delay ms": delay,
        way,
        "deliveries/s": Math.round(latencies.length / seconds),
        "p50 ms": quantile(0.5),
        "p99 ms": quantile(0.99),
        "wrong rows": `${(wrong * 100).toFixed(1)} %`,
      });
    }
    const naive = rates.get("naive") ?? Number.NaN;
    for (const [position, line] of lines.slice(-ways.length).entries()) {
      line["times naive"] = ((rates.get(ways[position] ?? "naive") ?? 0) / naive).toFixed(2);
    }
  }
  console.table(lines);
  console.log(
    `${instances} instances with a connection each, warm, on ${cpus().length} cores, Node ${process.version}.
The delay is that of a TCP proxy before PgBouncer, half of it each way. It would hide one trip of a
new connection; these connections are warm. The naive way keeps no inbox.`,
  );
}
