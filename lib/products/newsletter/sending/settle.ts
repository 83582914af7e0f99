import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignSends } from "../schema.ts";
import { bounceEffects } from "./bounce-effects.ts";
import { idsOf, isOpen } from "./conditions.ts";
import type { Unsent } from "./outcome.ts";
import { counted } from "./stats.ts";
import type { Intended } from "./step.ts";

/** Writes down what became of a mail that was not taken. @param reply what the mail server said. */
export async function settle(
  db: Database,
  holder: string,
  { id, attempts }: Pick<Intended, "id" | "attempts">,
  outcome: Unsent,
  reply: string,
): Promise<void> {
  // Its own intent and no other: the mail may have been found uncertain, and begun by another sender.
  const own = sql`${campaignSends.id} = ${id}::uuid and ${isOpen}
    and ${campaignSends.claimedBy} = ${holder}::uuid and ${campaignSends.attempts} = ${attempts}::integer`;
  switch (outcome.kind) {
    case "later":
      return void (await db.execute(sql`
        update ${campaignSends}
        set attempted_at = null, claimed_by = null, reply = ${reply}::text,
          due_at = now() + make_interval(secs => ${outcome.seconds})
        where ${own}`));
    case "stopped":
      return void (await db.execute(sql`
        update ${campaignSends}
        set attempted_at = null, claimed_by = null, reply = ${reply}::text, due_at = now(),
          attempts = attempts - 1
        where ${own}`));
    case "expired":
    case "address":
      return void (await db.execute(sql`
        update ${campaignSends}
        set attempted_at = null, claimed_by = null, reply = ${reply}::text,
          dropped_reason = ${outcome.kind}
        where ${own}`));
    case "uncertain":
      return void (await db.execute(sql`
        update ${campaignSends}
        set claimed_by = null, reply = ${reply}::text,
          uncertain_at = coalesce(${campaignSends.uncertainAt}, now()),
          -- The intent stays: the next claim decides, as after a kill.
          due_at = now() + interval '1 minute'
        where ${own}`));
    case "bounced":
      return bounce(db, { own, isHard: outcome.hard, reply });
  }
}

async function bounce(
  db: Database,
  { own, isHard, reply }: { own: ReturnType<typeof sql>; isHard: boolean; reply: string },
): Promise<void> {
  await db.execute(sql`
    with bounced as (
      update ${campaignSends}
      set attempted_at = null, claimed_by = null, reply = ${reply}::text, status = 'bounced',
        dropped_reason = 'bounced', bounced_at = now()
      where ${own}
      returning ${campaignSends.id}, ${campaignSends.campaignId}, ${campaignSends.organizationId},
        ${campaignSends.subscriberId}
    ),
    counted as (${counted("bounced", sql`bounced`)}),
    ${bounceEffects({ isHard, said: reply, addressHash: null })}
    select from bounced`);
}

/**
 * Gives back mails that were claimed and not begun, so that nobody waits for the end of the lease.
 */
export async function release(db: Database, holder: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.execute(sql`
    update ${campaignSends} set claimed_by = null, due_at = now()
    where ${campaignSends.id} in ${idsOf(ids)} and ${isOpen}
      and ${campaignSends.claimedBy} = ${holder}::uuid and ${campaignSends.attemptedAt} is null`);
}
