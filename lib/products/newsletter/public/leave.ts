import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { noCampaign, type PersonalLink } from "../links.ts";
import {
  campaignSends,
  campaignStats,
  campaigns,
  listSubscriptions,
  lists,
  subscribeRequests,
  subscriberEvents,
  subscribers,
} from "../schema.ts";

/** How a person left: by the button of their mail program, or on a page. */
export type LeavingBy = "one-click" | "page";

interface Leaving extends PersonalLink {
  by: LeavingBy;
  /** The person's network, shortened; null where a mail program asked for them. */
  network: string | null;
}

/**
 * A person leaves everything: no campaign goes to them from now on. It takes them off all lists, ends what
 * they have not confirmed, and counts once for the campaign whose link it was. For someone who has left or
 * was erased, for an organization that is gone, and for a campaign that is, nothing or less is left to do.
 * @returns whether anything changed.
 */
export async function leave(
  db: Database,
  { organizationId, subscriberId, campaignId, by, network }: Leaving,
): Promise<boolean> {
  const statement = sql`
    with person as (
      update ${subscribers}
      set status = 'unsubscribed', unsubscribed_at = now(), pending_since = null, changed_at = now()
      where organization_id = ${organizationId}::uuid and id = ${subscriberId}::uuid
        and status <> 'unsubscribed'
      returning id, organization_id
    ),
    off as (
      delete from ${listSubscriptions} using person
      where list_subscriptions.subscriber_id = person.id
      returning list_subscriptions.list_id
    ),
    unconfirmed as (
      delete from ${subscribeRequests} using person
      where subscribe_requests.subscriber_id = person.id and subscribe_requests.confirmed_at is null
    ),
    sent as (
      update ${campaignSends} as send set unsubscribed_at = now()
      from person
      where send.campaign_id = ${campaignId}::uuid and send.subscriber_id = person.id
        and send.organization_id = person.organization_id and send.unsubscribed_at is null
      returning send.campaign_id, send.organization_id
    ),
    counted as (
      insert into ${campaignStats} as stats (campaign_id, organization_id, hour, shard, left_by_it)
      select campaign_id, organization_id, date_trunc('hour', now(), 'UTC'),
        floor(random() * 8)::integer, 1
      from sent
      on conflict (campaign_id, hour, shard) do update set left_by_it = stats.left_by_it + 1
    ),
    event as (
      insert into ${subscriberEvents} (organization_id, subscriber_id, kind, network, details)
      select person.organization_id, person.id, 'unsubscribed', ${network}::text,
        jsonb_strip_nulls(jsonb_build_object(
          'by', ${by}::text,
          'campaign', nullif(${campaignId}::text, ${noCampaign}),
          'subject', (
            select campaigns.subject from ${campaigns}
            where campaigns.organization_id = person.organization_id
              and campaigns.id = ${campaignId}::uuid
          ),
          'lists', (
            select jsonb_agg(lists.name order by lists.name)
            from off join ${lists} on lists.id = off.list_id
          )
        ))
      from person
    )
    select count(*)::integer as people from person`;
  const [found] = await retryTransient(() => rows(db, statement, (row) => answer.parse(row)));
  return found?.people === 1;
}

const answer = z.object({ people: z.coerce.number() });
