import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import {
  listSubscriptions,
  lists,
  subscribeRequests,
  subscriberEvents,
  subscribers,
} from "../../schema.ts";
import { resubscribeAct, unsubscribeAct } from "./acts.ts";
import { ofSubscriber } from "./named.ts";
import { targetPerson } from "./target.ts";

/** Unsubscribes a person from everything, as they asked a member to. They leave all lists. */
export function unsubscribe(db: Database, actor: Actor, { id }: { id: string }): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${targetPerson(id)},
    verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when target.id is null then 'not_found'
        when target.status = 'unsubscribed' then 'unchanged'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${subscribers} set status = 'unsubscribed', unsubscribed_at = now(),
        pending_since = null, changed_at = now()
      where id = (select id from target) and exists (select from verdict where outcome = 'done')
      returning *
    ), off as (
      delete from ${listSubscriptions} using changed
      where list_subscriptions.subscriber_id = changed.id
      returning list_subscriptions.list_id
    ), unconfirmed as (
      delete from ${subscribeRequests} using changed
      where subscribe_requests.subscriber_id = changed.id
        and subscribe_requests.confirmed_at is null
    ), event as (
      insert into ${subscriberEvents} (organization_id, subscriber_id, kind, actor_id, details)
      select organization_id, id, 'unsubscribed', ${actor.userId}::text, jsonb_build_object(
        'lists', (
          select coalesce(jsonb_agg(lists.name order by lists.name), '[]')
          from off join ${lists} on lists.id = off.list_id
        )
      )
      from changed
    ), audit as (
      ${audited(actor, { ...ofSubscriber, action: "subscriber.unsubscribed", from: sql`changed` })}
    )`,
  );
}

/** Subscribes a person who had unsubscribed again, with a consent of theirs that is newer. */
export function resubscribe(
  db: Database,
  actor: Actor,
  { id, consent }: { id: string; consent: string },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${targetPerson(id)},
    verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when target.id is null then 'not_found'
        when target.status <> 'unsubscribed' then 'subscriber_not_unsubscribed'
        else coalesce(
          (
            select case reason
              when 'bounce' then 'address_bounced'
              when 'do_not_mail' then 'address_do_not_mail'
              when 'complaint' then 'address_complained'
              else 'address_left'
            end
            from suppression
          ),
          'done'
        )
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${subscribers} set status = 'subscribed', unsubscribed_at = null, changed_at = now()
      where id = (select id from target) and exists (select from verdict where outcome = 'done')
      returning *
    ), event as (
      insert into ${subscriberEvents} (organization_id, subscriber_id, kind, actor_id, consent)
      select organization_id, id, 'resubscribed', ${actor.userId}::text, ${consent}::text
      from changed
    ), audit as (
      ${audited(actor, { ...ofSubscriber, action: "subscriber.resubscribed", from: sql`changed` })}
    )`,
  );
}

export const unsubscription = implement(unsubscribeAct, {
  refusals: [],
  run: ({ db, actor, params }) => unsubscribe(db, actor, params),
});

export const resubscription = implement(resubscribeAct, {
  refusals: [
    "subscriber_not_unsubscribed",
    "address_bounced",
    "address_do_not_mail",
    "address_complained",
    "address_left",
  ],
  run: ({ db, actor, params, input }) => resubscribe(db, actor, { id: params.id, ...input }),
});
