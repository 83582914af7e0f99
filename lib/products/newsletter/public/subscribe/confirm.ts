import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import {
  listSubscriptions,
  lists,
  subscribeRequests,
  subscriberEvents,
  subscribers,
  suppressions,
} from "../../schema.ts";
import { confirmationDays } from "./rules.ts";

interface Confirmation {
  requestId: string;
  network: string | null;
}

const answer = z.object({ people: z.coerce.number() });

/**
 * A person confirms what they asked for: once, and for 7 days. It brings back who had left, since it is them
 * who ask; nobody who complained, or whom the organization must not mail.
 * @returns whether it confirmed.
 */
export async function confirm(
  db: Database,
  { requestId, network }: Confirmation,
): Promise<boolean> {
  const statement = sql`
    with request as (
      update ${subscribeRequests} set confirmed_at = now()
      where id = ${requestId}::uuid and confirmed_at is null
        and created_at > now() - make_interval(days => ${confirmationDays}::integer)
      returning organization_id, subscriber_id, list_ids, name, consent, source
    ),
    person as (
      update ${subscribers}
      set status = 'subscribed', pending_since = null, unsubscribed_at = null, confirmed_at = now(),
        name = coalesce(subscribers.name, request.name), changed_at = now()
      from request
      where subscribers.organization_id = request.organization_id
        and subscribers.id = request.subscriber_id
        and subscribers.status <> 'bounced' and subscribers.complained_at is null
        and not exists (
          select from ${suppressions}
          where suppressions.organization_id = subscribers.organization_id
            and suppressions.address_hash = subscribers.address_hash
            and suppressions.reason <> 'left'
        )
      returning subscribers.id, subscribers.organization_id, subscribers.address_hash
    ),
    lifted as (
      delete from ${suppressions} using person
      where suppressions.organization_id = person.organization_id
        and suppressions.address_hash = person.address_hash and suppressions.reason = 'left'
    ),
    chosen as (
      select lists.id, lists.name from ${lists} cross join request
      where lists.organization_id = request.organization_id
        and lists.id::text = any (request.list_ids) and lists.archived_at is null
    ),
    joined as (
      insert into ${listSubscriptions} (organization_id, list_id, subscriber_id)
      select person.organization_id, chosen.id, person.id from person cross join chosen
      on conflict (list_id, subscriber_id) do nothing
    ),
    event as (
      insert into ${subscriberEvents}
        (organization_id, subscriber_id, kind, consent, source, network, details)
      select person.organization_id, person.id, 'confirmed', request.consent, request.source,
        ${network}::text, jsonb_build_object(
          'lists', coalesce((select jsonb_agg(chosen.name order by chosen.name) from chosen), '[]'))
      from person cross join request
    )
    select count(*)::integer as people from person`;
  const [found] = await retryTransient(() => rows(db, statement, (row) => answer.parse(row)));
  return found?.people === 1;
}
