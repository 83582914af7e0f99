import { migrate } from "#drizzle/migrate.ts";
import { postgresClient, tcpDatabase } from "#lib/db/node.ts";
import { startBenchNeon } from "../neon.ts";
import { type KillReport, killSenders } from "./kill.ts";

/**
 * The layer `newsletter`: campaigns whose senders are killed, on a mail server that refuses, drops
 * connections and loses answers.
 * @returns whether nobody was left out, and no more copies were sent than is promised.
 */
export async function run({ isQuick, seed }: { isQuick: boolean; seed: number }): Promise<boolean> {
  await using started = new AsyncDisposableStack();
  console.log("Starting Postgres and PgBouncer");
  const neon = started.use(await startBenchNeon());
  const name = "newsletter";
  const admin = postgresClient(neon.postgres.url());
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  await migrate(neon.postgres.url(name));
  const { db, end } = tcpDatabase(neon.postgres.url(name));
  started.defer(end);
  const url = `postgres://penning:penning@127.0.0.1:${neon.ports.pgbouncer}/${name}`;
  const size = isQuick
    ? { people: 2_000, kills: 10, terms: 10, pauses: 2, leaving: 40 }
    : { people: 20_000, kills: 60, terms: 60, pauses: 5, leaving: 200 };
  console.log(
    `${size.people.toLocaleString("en")} people, 4 senders × 5 connections, ${size.kills} SIGKILL, ${size.terms} SIGTERM, seed ${seed}`,
  );
  const report = await killSenders({ db, url, senders: 4, seed, delay: 250, ...size });
  print(report);
  return holds(report);
}

/** What is promised: docs/newsletter.md. */
export const holds = (report: KillReport): boolean =>
  report.lost.length === 0 &&
  report.twice <= report.bound &&
  report.unlisted.length === 0 &&
  report.otherIds.length === 0 &&
  report.afterLeaving === 0 &&
  report.afterPause <= 0 &&
  report.open === 0 &&
  report.sent === report.counted.sent &&
  report.bounced === report.counted.bounced &&
  report.uncertain === report.counted.uncertain;

function print(report: KillReport): void {
  console.table({
    recipients: report.recipients,
    "taken by the mail server": report.caught.length,
    lost: report.lost.length,
    "sent twice": report.twice,
    "at the most (kills × 5 + lost answers)": report.bound,
    "answers that were lost": report.lostAnswers,
    "twice and not listed": report.unlisted.length,
    "with another Message-ID": report.otherIds.length,
    "listed as uncertain": report.uncertain,
    "intents after leaving": report.afterLeaving,
    "after a pause, beyond one a connection": Math.max(0, report.afterPause),
    "mails a second, kills and pauses included": Math.round(report.caught.length / report.seconds),
  });
  const { sent, bounced, uncertain, counted } = report;
  console.log(
    `Counters ${JSON.stringify(counted)}, recount ${JSON.stringify({ sent, bounced, uncertain })}`,
  );
}
