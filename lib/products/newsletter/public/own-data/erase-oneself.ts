import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignSends, campaignStats, subscribers, suppressions } from "../../schema.ts";
import type { OwnLink } from "./fresh-link.ts";

const answer = z.object({ people: z.coerce.number() });

/**
 * A person erases themselves. Their rows go, with history, lists and mails; what stays are counts, and the HMAC
 * of the address, so that no import brings them back. They can subscribe again, by a form and its mail.
 * @returns whether there was someone to erase.
 */
export async function eraseOneself(
  db: Database,
  { organizationId, subscriberId }: OwnLink,
): Promise<boolean> {
  const statement = sql`
    with person as materialized (
      select id, organization_id, address_hash, bounced_at, complained_at from ${subscribers}
      where organization_id = ${organizationId}::uuid and id = ${subscriberId}::uuid
      for update
    ),
    suppressed as (
      insert into ${suppressions} (organization_id, address_hash, reason)
      select organization_id, address_hash, case
          when complained_at is not null then 'complaint'
          when bounced_at is not null then 'bounce'
          else 'left'
        end
      from person where address_hash is not null
      -- What is known already weighs at least as much.
      on conflict (organization_id, address_hash) do nothing
    ),
    counted as (
      insert into ${campaignStats} as stats (campaign_id, organization_id, hour, shard, erased)
      select sends.campaign_id, sends.organization_id, date_trunc('hour', now(), 'UTC'),
        floor(random() * 8)::integer, 1
      from ${campaignSends} as sends join person on person.id = sends.subscriber_id
      where sends.sent_at is not null
      on conflict (campaign_id, hour, shard) do update set erased = stats.erased + 1
    ),
    gone as (
      delete from ${subscribers} using person where subscribers.id = person.id
      returning subscribers.id
    )
    select count(*)::integer as people from gone`;
  const [found] = await retryTransient(() => rows(db, statement, (row) => answer.parse(row)));
  return found?.people === 1;
}
