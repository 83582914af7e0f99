import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import {
  campaignSends,
  campaigns,
  newsletterReplies,
  subscriberEvents,
  subscribers,
  suppressions,
} from "../schema.ts";
import { bounceEffects, liftedAt } from "../sending/bounce-effects.ts";
import { countedSums } from "../sending/stats.ts";
import type { MailByTime, NamedMail } from "./mark.ts";

/** What happened to a mail after the mail server had taken it. */
export type Happened = "hard" | "soft" | "complained";

/** A bounce or a complaint, whoever told it. */
export interface Reply {
  /** The sender's id of the event, the same on every attempt. */
  eventId: string;
  happened: Happened;
  /** What the other mail server said; null where nobody told. */
  said: string | null;
  mail: NamedMail;
}

const outcomes = ["applied", "duplicate", "unknown"] as const;

/** `unknown` of a mail that this deployment never sent, or that nothing is left to prove of. */
export type Recorded = (typeof outcomes)[number];

const answer = z.object({ outcome: z.enum(outcomes) });

/**
 * Takes a bounce or a complaint, and does all that follows from it, in one statement. Each event counts once by
 * its id, and each mail once however many events there are of it, in any order. Of a mail whose person was erased
 * the address is suppressed, which its mark proves, and nothing else.
 */
export async function recordReply(
  db: Database,
  source: string,
  { eventId, happened, said, mail }: Reply,
): Promise<Recorded> {
  const { id, organizationId, addressHash } = mail;
  const effects =
    happened === "complained"
      ? complaint(addressHash)
      : bounce({ isHard: happened === "hard", said, addressHash });
  const statement = sql`
    with mail as materialized (
      select sent.id, sent.organization_id, sent.campaign_id, sent.subscriber_id, sent.bounced_at
      from ${campaignSends} as sent
      join ${organizations} on ${organizations.id} = sent.organization_id
        and ${organizations.deletedAt} is null
      where sent.id = ${id === null ? onlyMail(mail) : sql`${id}::uuid`}
        and (${organizationId}::uuid is null or sent.organization_id = ${organizationId}::uuid)
        and (sent.sent_at is not null or sent.first_attempted_at is not null)
      -- Two events of one mail see each other.
      for update of sent
    ),
    place as (
      select organization_id from mail
      union all
      select ${organizations.id} from ${organizations}
      where ${organizations.id} = ${organizationId}::uuid and ${organizations.deletedAt} is null
        and not exists (select from mail)
    ),
    fresh as (
      insert into ${newsletterReplies} (organization_id, source, event_id)
      select organization_id, ${source}::text, ${eventId}::text from place
      on conflict do nothing
      returning organization_id
    ),
    ${effects},
    erased as (
      insert into ${suppressions} as suppressions (organization_id, address_hash, reason)
      select organization_id, ${addressHash}::text,
        ${happened === "complained" ? "complaint" : "bounce"}::text
      from fresh
      where not exists (select from mail) and ${addressHash}::text is not null
        and ${happened}::text <> 'soft'
      on conflict (organization_id, address_hash) do update set reason = excluded.reason
        where suppressions.reason = 'left' or excluded.reason = 'complaint'
    )
    select case
      when not exists (select from place) then 'unknown'
      when not exists (select from fresh) then 'duplicate'
      else 'applied'
    end as outcome`;
  const [found] = await retryTransient(() => rows(db, statement, (row) => answer.parse(row)));
  if (!found) throw new Error("An event has one outcome");
  return found.outcome;
}

/**
 * The id of the one mail that went to an address when a provider says so; null where there were several. Its time
 * is written down with the next one of the connection, which a mail server may keep waiting.
 */
const onlyMail = ({ addressHash, takenAt }: MailByTime): SQL => sql`(
  select case count(*) when 1 then min(candidate.id::text)::uuid end
  from ${subscribers} as person join ${campaignSends} as candidate on candidate.subscriber_id = person.id
  where person.address_hash = ${addressHash}::text
    and coalesce(candidate.sent_at, candidate.attempted_at)
      between ${takenAt.toISOString()}::timestamptz - interval '5 minutes'
      and ${takenAt.toISOString()}::timestamptz + interval '5 minutes'
)`;

/** Whoever bounces or complains was sent the mail, whether its sender lived to write that down or not. */
const wasSent = sql`sent_at = coalesce(sent.sent_at, now()), claimed_by = null, dropped_reason = null`;

const bounce = (told: Parameters<typeof bounceEffects>[0]): SQL => sql`
  changed as (
    update ${campaignSends} as sent set bounced_at = now(), status = 'bounced', ${wasSent}
    from mail, fresh
    where sent.id = mail.id and sent.bounced_at is null
    returning sent.id, sent.campaign_id, sent.organization_id, sent.subscriber_id,
      (sent.sent_at = now())::integer as sent, 1 as bounced, 1 as returned
  ),
  counted as (${countedSums(["sent", "bounced", "returned"], sql`changed`)}),
  bounced as (
    select id, campaign_id, organization_id, subscriber_id from changed
    union all
    -- It bounced softly before, and now for good.
    select mail.id, mail.campaign_id, mail.organization_id, mail.subscriber_id
    from mail cross join fresh
    join ${subscribers} on ${subscribers.id} = mail.subscriber_id and ${subscribers.bouncedAt} is null
    where ${told.isHard}::boolean and mail.bounced_at > ${liftedAt(sql`mail.subscriber_id`)}
      and not exists (select from changed)
  ),
  ${bounceEffects(told)}`;

const complaint = (addressHash: string | null): SQL => sql`
  changed as (
    update ${campaignSends} as sent set complained_at = now(), ${wasSent},
      status = case sent.status when 'queued' then 'delivered' else sent.status end
    from mail, fresh
    where sent.id = mail.id and sent.complained_at is null
      and (sent.sent_at is not null or sent.bounced_at is null)
    returning sent.id, sent.campaign_id, sent.organization_id, sent.subscriber_id,
      (sent.sent_at = now())::integer as sent, 1 as complained
  ),
  counted as (${countedSums(["sent", "complained"], sql`changed`)}),
  person as (
    update ${subscribers} as person set complained_at = coalesce(person.complained_at, now())
    from changed
    where person.id = changed.subscriber_id
      and (${addressHash}::text is null or person.address_hash = ${addressHash}::text)
    returning person.address_hash
  ),
  suppressed as (
    insert into ${suppressions} (organization_id, address_hash, reason)
    select organization_id, hash, 'complaint'
    from (
      select changed.organization_id,
        coalesce(${addressHash}::text, (select address_hash from person)) as hash
      from changed
    ) as complaining
    where hash is not null
    on conflict (organization_id, address_hash) do update set reason = excluded.reason
  ),
  told as (
    insert into ${subscriberEvents} (organization_id, subscriber_id, kind, details)
    select changed.organization_id, changed.subscriber_id, 'complained', jsonb_build_object(
      'campaign', changed.campaign_id, 'subject', ${campaigns.subject}
    )
    from changed join ${campaigns} on ${campaigns.id} = changed.campaign_id
  )`;
