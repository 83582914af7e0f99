import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import type { PersonalLink } from "../links.ts";
import { listSubscriptions, lists, subscriberEvents, subscribers } from "../schema.ts";

interface Choice extends PersonalLink {
  /** The public lists that they want to be on; they leave the other public ones. */
  listIds: readonly string[];
  isTracked: boolean;
  network: string | null;
}

/**
 * What a person chose on their preferences page: public lists, and whether opens and clicks are recorded.
 * Lists that are not public stay as they are, and someone who left joins none this way: that takes a
 * confirmation by mail.
 * @returns how many things changed.
 */
export async function changePreferences(db: Database, choice: Choice): Promise<number> {
  const { organizationId, subscriberId, listIds, isTracked, network } = choice;
  const statement = sql`
    with person as materialized (
      select id, organization_id, status, is_tracked from ${subscribers}
      where organization_id = ${organizationId}::uuid and id = ${subscriberId}::uuid
      for no key update
    ),
    offered as (
      select lists.id, lists.name, lists.organization_id, lists.id::text in (
        select jsonb_array_elements_text(${JSON.stringify(listIds)}::jsonb)
      ) as is_wanted
      from ${lists} join person on person.organization_id = lists.organization_id
      where lists.is_public and lists.archived_at is null
    ),
    off as (
      delete from ${listSubscriptions} using offered, person
      where list_subscriptions.list_id = offered.id
        and list_subscriptions.subscriber_id = person.id and not offered.is_wanted
      returning list_subscriptions.list_id
    ),
    joined as (
      insert into ${listSubscriptions} (organization_id, list_id, subscriber_id)
      select person.organization_id, offered.id, person.id from offered cross join person
      where offered.is_wanted and person.status <> 'unsubscribed'
      on conflict (list_id, subscriber_id) do nothing
      returning list_id
    ),
    happened as (
      select 'left' as kind, name from off join offered on offered.id = off.list_id
      union all
      select 'joined', name from joined join offered on offered.id = joined.list_id
      union all
      select case when ${isTracked}::boolean then 'tracking_on' else 'tracking_off' end, null
      from person where is_tracked <> ${isTracked}::boolean
    ),
    changed as (
      update ${subscribers} set is_tracked = ${isTracked}::boolean, changed_at = now()
      from person where subscribers.id = person.id and exists (select from happened)
    ),
    event as (
      insert into ${subscriberEvents} (organization_id, subscriber_id, kind, network, details)
      select person.organization_id, person.id, happened.kind, ${network}::text,
        jsonb_strip_nulls(jsonb_build_object('by', 'preferences', 'list', happened.name))
      from happened cross join person
    )
    select count(*)::integer as changes from happened`;
  const [found] = await retryTransient(() => rows(db, statement, (row) => answer.parse(row)));
  return found?.changes ?? 0;
}

const answer = z.object({ changes: z.coerce.number() });
