import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { localSecret, secretName } from "#lib/products/newsletter/secret.ts";
import { queueAudiences } from "#lib/products/newsletter/sending/queue.ts";
import { startDue } from "#lib/products/newsletter/sending/start.ts";
import { makeAudience } from "./audience.ts";
import { diceOf } from "./dice.ts";
import { type Answer, type Caught, startSink } from "./sink.ts";

export interface KillOptions {
  db: Database;
  /** Of the same database, for the senders. */
  url: string;
  people: number;
  senders: number;
  /** How many senders get SIGKILL, and how many SIGTERM. */
  kills: number;
  terms: number;
  pauses: number;
  leaving: number;
  seed: number;
  /** Milliseconds that the mail server takes for a mail. */
  delay: number;
  keepsMails?: boolean;
}

const connections = 5;

const counts = z.object({
  recipients: z.number(),
  sent: z.number(),
  bounced: z.number(),
  dropped: z.number(),
  open: z.number(),
  uncertain: z.number(),
  /** What the counters say. */
  counted: z.object({ sent: z.number(), bounced: z.number(), uncertain: z.number() }),
  /** Intents that were written after the person had left. */
  afterLeaving: z.number(),
  /** Credits that the campaign cost in the end, and its emails that are out, or may be. */
  credits: z.object({ charged: z.number(), out: z.number() }),
});

const row = z.object({
  id: z.string(),
  email: z.string(),
  isSent: z.boolean(),
  reason: z.nullable(z.string()),
  uncertainTimes: z.number(),
});

export interface KillReport extends z.output<typeof counts> {
  /** People without mail and without a reason. */
  lost: string[];
  /** Copies beyond the first. */
  twice: number;
  /** The most that there may be: SIGKILLs × connections + lost answers. */
  bound: number;
  lostAnswers: number;
  /** Copies that the queue does not list as uncertain, and those with another `Message-ID`. */
  unlisted: string[];
  otherIds: string[];
  /** Mails that the sink took longer than a second after a pause, beyond one for each connection. */
  afterPause: number;
  kills: number;
  terms: number;
  seconds: number;
  caught: Caught[];
}

/**
 * A campaign whose senders are killed over and over, on a mail server that refuses, drops connections and
 * loses answers, while it is paused and people leave. All of it follows from a seed, but for the times.
 */
export async function killSenders(options: KillOptions): Promise<KillReport> {
  const { db, people, senders, pauses, leaving, seed, delay } = options;
  const dice = diceOf(seed);
  let lostAnswers = 0;
  const answer = (to: string, attempt: number): Answer => {
    const fate = diceOf(seed ^ Number(/\d+/.exec(to)?.[0] ?? 0))();
    if (fate < 0.01) return { at: "recipient", reply: "550 5.1.1 No such mailbox" };
    if (attempt > 1) return "take";
    if (fate < 0.02) return { at: "recipient", reply: "451 4.3.0 Try again later" };
    if (fate < 0.025) return "drop";
    if (fate >= 0.03) return "take";
    lostAnswers++;
    return "lose-answer";
  };
  const sink = await startSink({ answer, delay, keepsMails: options.keepsMails ?? false });
  const began = performance.now();
  const { campaignId } = await makeAudience(db, people);
  await startDue(db);
  await queueAudiences(db, { appUrl: "https://app.example.com" });
  const running: Running[] = [];
  const start = async () => {
    running.push(await startSender(options.url, sink.url));
  };
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    const [victim] = running.splice(Math.floor(dice() * running.length), 1);
    if (!victim) return;
    victim.child.kill(signal);
    await victim.ended;
    // Nobody waits for a lease of minutes here: it is dead, so it ends now.
    await endLease(db, victim.holder);
    await start();
  };
  let afterPause = 0;
  try {
    await Promise.all(Array.from({ length: senders }, start));
    const acts = shuffled(dice, [
      ...Array.from({ length: options.kills }, () => "SIGKILL" as const),
      ...Array.from({ length: options.terms }, () => "SIGTERM" as const),
      ...Array.from({ length: pauses }, () => "pause" as const),
    ]);
    const each = Math.ceil(leaving / Math.max(1, acts.length));
    for (const [place, act] of acts.entries()) {
      // Spread over the campaign, so that senders end while they send.
      const share = (people * (place + 1)) / (acts.length + 2);
      for (let turn = 0; turn < 100 && sink.caught.length < share; turn++) await sleep(50);
      await leave(db, campaignId, each);
      await bringForward(db, campaignId);
      if (act === "pause") {
        await setPaused(db, campaignId, true);
        const paused = Date.now();
        await sleep(1_500);
        const late = sink.caught.filter(({ at }) => at > paused).length;
        afterPause = Math.max(afterPause, late - senders * connections);
        await setPaused(db, campaignId, false);
      } else {
        await end(act);
      }
    }
    await untilFinished(db, campaignId, sink.caught);
  } finally {
    for (const { child } of running) child.kill("SIGKILL");
    await Promise.all(running.map(({ ended }) => ended));
    await sink.close();
  }
  const seconds = (performance.now() - began) / 1_000;
  return {
    ...(await judge(db, campaignId, sink.caught)),
    ...{
      afterPause,
      seconds,
      caught: sink.caught,
      lostAnswers,
      kills: options.kills,
      terms: options.terms,
    },
    bound: options.kills * connections + lostAnswers,
  };
}

interface Running {
  child: ChildProcess;
  holder: string;
  ended: Promise<unknown>;
}

async function startSender(database: string, smtp: string): Promise<Running> {
  const holder = crypto.randomUUID();
  const child = spawn(process.execPath, [join(import.meta.dirname, "sender.program.ts")], {
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: "production", [secretName]: localSecret },
      ...{ SENDER_DATABASE: database, SENDER_SMTP: smtp, SENDER_HOLDER: holder },
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  await Promise.race([
    once(child, "message"),
    ended.then(() => {
      throw new Error("A sender did not start");
    }),
  ]);
  return { child, holder, ended };
}

async function endLease(db: Database, holder: string): Promise<void> {
  await db.execute(sql`delete from sending_slots where holder = ${holder}::uuid`);
  await db.execute(sql`
    update campaign_sends set due_at = now()
    where claimed_by = ${holder}::uuid and sent_at is null and dropped_reason is null`);
}

/** As if the time had passed for which a mail waits that was put off. */
async function bringForward(db: Database, campaignId: string): Promise<void> {
  await db.execute(sql`
    update campaign_sends set due_at = now()
    where campaign_id = ${campaignId}::uuid and sent_at is null and dropped_reason is null
      and claimed_by is null and due_at > now()`);
  // What was uncertain three times asks an owner, who has it sent.
  await db.execute(sql`
    update campaigns set paused_at = null, paused_reason = null
    where id = ${campaignId}::uuid and paused_reason = 'uncertain'`);
}

async function leave(db: Database, campaignId: string, count: number): Promise<void> {
  await db.execute(sql`
    update subscribers set status = 'unsubscribed', unsubscribed_at = clock_timestamp()
    where id in (
      select subscriber_id from campaign_sends
      where campaign_id = ${campaignId}::uuid and sent_at is null and dropped_reason is null
      order by due_at desc limit ${count}::integer
    ) and status = 'subscribed'`);
}

async function setPaused(db: Database, campaignId: string, isPaused: boolean): Promise<void> {
  await db.execute(sql`
    update campaigns set paused_at = case when ${isPaused}::boolean then now() end,
      paused_reason = case when ${isPaused}::boolean then 'member' end
    where id = ${campaignId}::uuid`);
}

/** @throws when nothing has happened for a minute. */
async function untilFinished(db: Database, campaignId: string, caught: Caught[]): Promise<void> {
  let seen = -1;
  for (let still = 0; still < 120; still++) {
    await bringForward(db, campaignId);
    const [status] = await rows(
      db,
      sql`select status from campaigns where id = ${campaignId}::uuid`,
      (found) => String(found.status),
    );
    if (status === "sent") return;
    if (caught.length !== seen) still = 0;
    seen = caught.length;
    await sleep(500);
  }
  throw new Error("The campaign does not end");
}

async function judge(db: Database, campaignId: string, caught: Caught[]) {
  const all = await rows(
    db,
    sql`
      select jsonb_build_object(
        'id', campaign_sends.id, 'email', subscribers.email, 'isSent', sent_at is not null,
        'reason', dropped_reason, 'uncertainTimes', uncertain_times
      ) as row
      from campaign_sends join subscribers on subscribers.id = subscriber_id
      where campaign_id = ${campaignId}::uuid`,
    (found) => row.parse(found.row),
  );
  const byAddress = Map.groupBy(caught, ({ to }) => to);
  const copies = (email: string) => byAddress.get(email) ?? [];
  const [figures] = await rows(
    db,
    sql`
      select jsonb_build_object(
        'recipients', (select recipients from campaign_runs where campaign_id = ${campaignId}::uuid),
        'sent', count(*) filter (where sent_at is not null),
        'bounced', count(*) filter (where campaign_sends.bounced_at is not null),
        'dropped', count(*) filter (where dropped_reason is not null),
        'open', count(*) filter (where sent_at is null and dropped_reason is null),
        'uncertain', count(*) filter (where uncertain_times > 0),
        'credits', jsonb_build_object(
          'charged', (
            select sum(credits_used) - (
              select credits_returned from campaign_runs where campaign_id = ${campaignId}::uuid
            )
            from api_usage where idempotency_key = 'campaign ' || ${campaignId}
          ),
          'out', count(*) filter (where sent_at is not null or uncertain_at is not null)
        ),
        'afterLeaving', count(*) filter (where attempted_at > subscribers.unsubscribed_at + interval '1 second'),
        'counted', (
          select jsonb_build_object('sent', coalesce(sum(stats.sent), 0),
            'bounced', coalesce(sum(stats.bounced), 0), 'uncertain', coalesce(sum(stats.uncertain), 0))
          from campaign_stats as stats where stats.campaign_id = ${campaignId}::uuid
        )
      ) as counts
      from campaign_sends join subscribers on subscribers.id = subscriber_id
      where campaign_id = ${campaignId}::uuid`,
    (found) => counts.parse(found.counts),
  );
  if (!figures) throw new Error("unreachable");
  const doubled = all.filter(({ email }) => copies(email).length > 1);
  return {
    ...figures,
    // What was sent has to be there, and what was not needs a reason that is none of ours.
    lost: all
      .filter(({ email, isSent, reason }) =>
        isSent || reason === null || reason === "uncertain" ? copies(email).length === 0 : false,
      )
      .map(({ email }) => email),
    twice: doubled.reduce((sum, { email }) => sum + copies(email).length - 1, 0),
    unlisted: doubled
      .filter(({ uncertainTimes }) => uncertainTimes === 0)
      .map(({ email }) => email),
    otherIds: all
      .filter(({ id, email }) =>
        copies(email).some(({ messageId }) => messageId !== `${id}@penning.test`),
      )
      .map(({ email }) => email),
  };
}

function shuffled<Item>(dice: () => number, items: Item[]): Item[] {
  const all = [...items];
  for (let place = all.length - 1; place > 0; place--) {
    const other = Math.floor(dice() * (place + 1));
    [all[place], all[other]] = [all[other] as Item, all[place] as Item];
  }
  return all;
}
