import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { subscriberEvents, subscribers, suppressions } from "../../schema.ts";
import { updateSubscriberAct } from "./acts.ts";
import { keptAddress } from "./address.ts";
import { ofSubscriber } from "./named.ts";
import { mergedFields, refusedFields, sentFields } from "./own-fields.ts";
import { targetPerson } from "./target.ts";

interface Changes {
  id: string;
  email: string;
  name?: string | undefined;
  /** Those that change; the others stay. */
  fields: Record<string, string>;
}

/**
 * Changes the address, the name and own fields of a person. Another address must not be suppressed, and a
 * person who is suppressed keeps theirs, or the suppression would be lost.
 */
export async function updateSubscriber(
  db: Database,
  actor: Actor,
  changes: Changes,
): Promise<Acted> {
  const { id } = changes;
  const { email, address, addressHash } = await keptAddress(changes.email);
  const name = changes.name ?? null;
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${sentFields(changes.fields)},
    ${targetPerson(id)},
    after as materialized (
      select target.*, ${mergedFields(sql`target.fields`)} as new_fields from target
    ),
    verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when after.id is null then 'not_found'
        ${refusedFields}
        when after.email = ${email}::text
          and after.address is not distinct from ${address}::text
          and after.name is not distinct from ${name}::text
          and after.fields = after.new_fields then 'unchanged'
        when after.email <> ${email}::text and exists (
          select from ${subscribers} where ${subscribers.organizationId} = acting.id
            and ${subscribers.email} = ${email}::text
        ) then 'subscriber_exists'
        when after.email = ${email}::text then 'done'
        else coalesce(
          (
            select case ${suppressions.reason}
              when 'bounce' then 'address_bounced'
              when 'do_not_mail' then 'address_do_not_mail'
              when 'complaint' then 'address_complained'
              else 'address_left'
            end
            from ${suppressions} where ${suppressions.organizationId} = acting.id
              and ${suppressions.addressHash} in (${addressHash}::text, after.address_hash)
            limit 1
          ),
          'done'
        )
      end as outcome
      from acting left join after on true where not has_left
    ), changed as (
      update ${subscribers} set email = ${email}::text, address = ${address}::text,
        address_hash = ${addressHash}::text, name = ${name}::text,
        fields = after.new_fields, changed_at = now()
      from after
      where subscribers.id = after.id and exists (select from verdict where outcome = 'done')
      returning subscribers.*
    ), event as (
      insert into ${subscriberEvents} (organization_id, subscriber_id, kind, actor_id, details)
      select changed.organization_id, changed.id, 'changed', ${actor.userId}::text,
        jsonb_build_object('changed', jsonb_path_query_array(
          jsonb_build_array(
            case when target.email <> changed.email then 'email' end,
            case when target.name is distinct from changed.name then 'name' end,
            case when target.fields <> changed.fields then 'fields' end
          ),
          '$[*] ? (@ != null)'
        ))
      from changed join target using (id)
    ), audit as (
      ${audited(actor, { ...ofSubscriber, action: "subscriber.updated", from: sql`changed` })}
    )`,
  );
}

export const subscriberUpdate = implement(updateSubscriberAct, {
  refusals: [
    "subscriber_exists",
    "field_unknown",
    "field_value_invalid",
    "address_bounced",
    "address_do_not_mail",
    "address_complained",
    "address_left",
  ],
  run: ({ db, actor, params, input }) => updateSubscriber(db, actor, { id: params.id, ...input }),
});
