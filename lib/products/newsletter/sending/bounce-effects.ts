import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import {
  campaignSends,
  campaigns,
  subscriberEvents,
  subscribers,
  suppressions,
} from "../schema.ts";

/** How many soft bounces in a row, and over how many days, say that an address is gone. */
const softBounces = { count: 3, days: 5 };

/** When an owner last lifted a suppression of a person: what came before it is forgiven. */
export const liftedAt = (subscriberId: SQL): SQL => sql`coalesce((
  select max(lifting.created_at) from ${subscriberEvents} as lifting
  where lifting.subscriber_id = ${subscriberId} and lifting.kind = 'unsuppressed'
), '-infinity')`;

interface Bounce {
  isHard: boolean;
  /** What the mail server said. */
  said: string | null;
  /** Of what the mail was sent to, where that may have changed since; null for the person's address. */
  addressHash: string | null;
}

/**
 * What a bounce does to the person, the suppressions and the history: common table expressions over
 * `bounced`, rows of `campaign_sends` whose `bounced_at` this statement has just set.
 *
 * The row is read from the mails, and not counted up: a mail that the server took counts as delivered until
 * it comes back, which may be after the next one was sent.
 */
export const bounceEffects = ({ isHard, said, addressHash }: Bounce): SQL => sql`
  in_a_row as (
    select bounced.*, times, since, ${isHard}::boolean or (
        times >= ${softBounces.count}::integer
        and since <= now() - make_interval(days => ${softBounces.days}::integer)
      ) as is_gone
    from bounced
    cross join lateral (
      select 1 + count(*)::integer as times, least(min(earlier.bounced_at), now()) as since
      from ${campaignSends} as earlier
      where earlier.subscriber_id = bounced.subscriber_id and earlier.id <> bounced.id
        and earlier.bounced_at > ${liftedAt(sql`bounced.subscriber_id`)}
        and coalesce(earlier.sent_at, earlier.bounced_at) > coalesce((
          select max(delivered.sent_at) from ${campaignSends} as delivered
          where delivered.subscriber_id = bounced.subscriber_id and delivered.id <> bounced.id
            and delivered.sent_at is not null and delivered.bounced_at is null
        ), '-infinity')
    ) as past
  ),
  person as (
    update ${subscribers} as person
    set soft_bounces = in_a_row.times, soft_bounced_since = in_a_row.since,
      -- Someone who has left stays so, whatever is lifted later.
      status = case when in_a_row.is_gone and person.status = 'subscribed' then 'bounced'
        else person.status end,
      bounced_at = case when in_a_row.is_gone then now() else person.bounced_at end
    from in_a_row
    where person.id = in_a_row.subscriber_id
      and (${addressHash}::text is null or person.address_hash = ${addressHash}::text)
    returning person.id, person.address_hash
  ),
  suppressed as (
    insert into ${suppressions} (organization_id, address_hash, reason)
    select organization_id, hash, 'bounce'
    from (
      select in_a_row.organization_id,
        coalesce(${addressHash}::text, (select address_hash from person)) as hash
      from in_a_row
      where in_a_row.is_gone and (${isHard}::boolean or exists (select from person))
    ) as gone
    where hash is not null
    on conflict (organization_id, address_hash) do update set reason = excluded.reason
      where ${suppressions.reason} = 'left'
  ),
  told as (
    insert into ${subscriberEvents} (organization_id, subscriber_id, kind, details)
    select in_a_row.organization_id, in_a_row.subscriber_id, 'bounced', jsonb_build_object(
      'campaign', in_a_row.campaign_id, 'subject', ${campaigns.subject}, 'reply', ${said}::text,
      'isGone', in_a_row.is_gone
    )
    from in_a_row join ${campaigns} on ${campaigns.id} = in_a_row.campaign_id
  )`;
