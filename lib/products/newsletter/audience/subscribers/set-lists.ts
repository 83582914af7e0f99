import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { listSubscriptions, lists, subscriberEvents, subscribers } from "../../schema.ts";
import { setListsAct } from "./acts.ts";
import { ofSubscriber } from "./named.ts";
import { targetPerson } from "./target.ts";

/**
 * Puts a person on these lists and takes them off all others, but for archived ones, which stay as they
 * are. Someone who unsubscribed joins none.
 */
export function setLists(
  db: Database,
  actor: Actor,
  { id, listIds }: { id: string; listIds: readonly string[] },
): Promise<Acted> {
  const asked = JSON.stringify([...new Set(listIds.map((list) => list.toLowerCase()))]);
  return perform(
    db,
    sql`
    ${acting(actor)},
    asked as (select value::uuid as id from jsonb_array_elements_text(${asked}::jsonb)),
    ${targetPerson(id)},
    live as materialized (
      select ${lists.id}, ${lists.name}, ${lists.id} in (select id from asked) as is_wanted,
        exists (
          select from ${listSubscriptions} where ${listSubscriptions.listId} = ${lists.id}
            and ${listSubscriptions.subscriberId} = ${id}::uuid
        ) as is_on
      from ${lists}
      where ${lists.organizationId} = (select id from acting) and ${lists.archivedAt} is null
    ), verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when target.id is null then 'not_found'
        when exists (select from asked where id not in (select id from live)) then 'lists_unknown'
        when not exists (select from live where is_wanted <> is_on) then 'unchanged'
        when target.status = 'unsubscribed' and exists (select from live where is_wanted)
          then 'subscriber_unsubscribed'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${subscribers} set changed_at = now()
      where id = (select id from target) and exists (select from verdict where outcome = 'done')
      returning *
    ), off as (
      delete from ${listSubscriptions} using changed, live
      where list_subscriptions.subscriber_id = changed.id
        and list_subscriptions.list_id = live.id and not live.is_wanted
      returning live.name
    ), joined as (
      insert into ${listSubscriptions} (organization_id, list_id, subscriber_id)
      select changed.organization_id, live.id, changed.id from changed cross join live
      where live.is_wanted and not live.is_on
      on conflict (list_id, subscriber_id) do nothing
      returning list_id
    ), event as (
      insert into ${subscriberEvents} (organization_id, subscriber_id, kind, actor_id, details)
      select changed.organization_id, changed.id, happened.kind, ${actor.userId}::text,
        jsonb_build_object('list', happened.name)
      from changed cross join (
        select 'left' as kind, name from off
        union all
        select 'joined', name from joined join live on live.id = joined.list_id
      ) as happened
    ), audit as (
      ${audited(actor, { ...ofSubscriber, action: "subscriber.lists_changed", from: sql`changed` })}
    )`,
  );
}

export const settingOfLists = implement(setListsAct, {
  refusals: ["lists_unknown", "subscriber_unsubscribed"],
  run: ({ db, actor, params, input }) =>
    setLists(db, actor, { id: params.id, listIds: input.lists }),
});
