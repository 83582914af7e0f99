import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { subscriberEvents, subscribers, suppressions } from "../../schema.ts";
import { suppressAct, unsuppressAct } from "./acts.ts";
import { ofSubscriber } from "./named.ts";
import { targetPerson } from "./target.ts";

/** Marks the address of a person as "do not mail". It outlives them. */
export function suppress(db: Database, actor: Actor, { id }: { id: string }): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${targetPerson(id)},
    verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when target.id is null or target.address_hash is null then 'not_found'
        when exists (select from suppression where reason in ('do_not_mail', 'complaint'))
          then 'unchanged'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${subscribers} set changed_at = now()
      where id = (select id from target) and exists (select from verdict where outcome = 'done')
      returning *
    ), suppressed as (
      insert into ${suppressions} as suppressions (organization_id, address_hash, reason)
      select organization_id, address_hash, 'do_not_mail' from changed
      on conflict (organization_id, address_hash) do update set reason = 'do_not_mail'
      where suppressions.reason in ('left', 'bounce')
    ), event as (
      insert into ${subscriberEvents} (organization_id, subscriber_id, kind, actor_id)
      select organization_id, id, 'suppressed', ${actor.userId}::text from changed
    ), audit as (
      ${audited(actor, { ...ofSubscriber, action: "subscriber.suppressed", from: sql`changed` })}
    )`,
  );
}

/** For owners: lifts a bounce or "do not mail". Nothing lifts a complaint. */
export function unsuppress(db: Database, actor: Actor, { id }: { id: string }): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${targetPerson(id)},
    verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.erase")} then 'forbidden'
        when target.id is null then 'not_found'
        when exists (select from suppression where reason = 'complaint') then 'complaint_stays'
        when target.complained_at is not null then 'complaint_stays'
        when not exists (select from suppression) and target.status <> 'bounced'
          then 'not_suppressed'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), lifted as (
      delete from ${suppressions} using verdict, suppression
      where suppressions.organization_id = verdict.id and verdict.outcome = 'done'
        and suppressions.address_hash = suppression.address_hash
    ), changed as (
      update ${subscribers} set changed_at = now(), bounced_at = null, soft_bounces = 0,
        soft_bounced_since = null,
        status = case status when 'bounced' then 'subscribed' else status end
      where id = (select id from target) and exists (select from verdict where outcome = 'done')
      returning *
    ), event as (
      insert into ${subscriberEvents} (organization_id, subscriber_id, kind, actor_id)
      select organization_id, id, 'unsuppressed', ${actor.userId}::text from changed
    ), audit as (
      ${audited(actor, { ...ofSubscriber, action: "subscriber.unsuppressed", from: sql`changed` })}
    )`,
  );
}

export const suppression = implement(suppressAct, {
  refusals: [],
  run: ({ db, actor, params }) => suppress(db, actor, params),
});

export const lifting = implement(unsuppressAct, {
  refusals: ["complaint_stays", "not_suppressed"],
  run: ({ db, actor, params }) => unsuppress(db, actor, params),
});
