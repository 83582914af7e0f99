import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { outbox } from "./schema.ts";

/**
 * Seconds for which a claimed mail belongs to one sender. Sending ends well before, so only a sender
 * that died leaves a claim to run out.
 */
export const leaseSeconds = 180;

/** Attempts per mail before it is given up, within a day and a half. */
export const maxAttempts = 8;

const claimedMail = z.object({
  id: z.string(),
  recipient: z.string(),
  template: z.string(),
  props: z.unknown(),
  /** This one included. */
  attempts: z.int(),
});

export type ClaimedMail = z.output<typeof claimedMail>;

/**
 * Takes what is due, the longest due first: due again when the lease ends, so nobody else takes it
 * before, and a claim whose holder died is not lost. Two who claim at once get different mail.
 */
export async function claimMail(db: Database, count: number): Promise<ClaimedMail[]> {
  // Materialized, so that the planner looks for them once and no more than `count` are locked.
  const statement = sql`
    with due as materialized (
      select id from ${outbox} where due_at <= now()
      order by due_at limit ${count}::integer
      for update skip locked
    )
    update ${outbox} as mail
    set due_at = now() + make_interval(secs => ${leaseSeconds}::integer), attempts = attempts + 1
    from due where mail.id = due.id
    returning mail.id, mail.recipient, mail.template, mail.props, mail.attempts`;
  return rows(db, statement, (row) => claimedMail.parse(row));
}

/** What is kept of an address when nothing is left to do: nothing of somebody who deleted their account. */
const kept = sql`case when template = 'account-deleted' then '' else recipient end`;

/** It has arrived at the mail server, whatever anybody found out meanwhile; what was in it is erased. */
export async function markSent(db: Database, { id }: ClaimedMail): Promise<void> {
  await db.execute(sql`
    update ${outbox}
    set sent_at = now(), due_at = null, failure = null, props = '{}', recipient = ${kept}
    where id = ${id}::uuid and sent_at is null`);
}

/** Puts it off, unless somebody else has claimed it since. @param seconds until the next attempt. */
export async function putOff(
  db: Database,
  { id, attempts }: ClaimedMail,
  failure: string,
  seconds: number,
): Promise<void> {
  await db.execute(sql`
    update ${outbox}
    set due_at = now() + make_interval(secs => ${seconds}::integer), failure = ${failure}::text
    where id = ${id}::uuid and attempts = ${attempts}::integer and due_at is not null`);
}

/** Nobody tries it again, and what was in it is erased. */
export async function giveUp(
  db: Database,
  { id, attempts }: ClaimedMail,
  failure: string,
): Promise<void> {
  await db.execute(sql`
    update ${outbox}
    set due_at = null, failure = ${failure}::text, props = '{}', recipient = ${kept}
    where id = ${id}::uuid and attempts = ${attempts}::integer and due_at is not null`);
}
