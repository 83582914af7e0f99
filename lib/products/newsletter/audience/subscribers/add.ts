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
  subscriberEvents,
  subscribers,
  suppressions,
} from "../../schema.ts";
import { ownerFor } from "../owner.ts";
import { addSubscriberAct } from "./acts.ts";
import { keptAddress } from "./address.ts";
import { ofSubscriber } from "./named.ts";
import { mergedFields, refusedFields, sentFields } from "./own-fields.ts";

interface NewSubscriber {
  id: string;
  /** As it was typed; it is an address. */
  email: string;
  name?: string | undefined;
  /** Ids of lists. */
  lists: readonly string[];
  fields: Record<string, string>;
  /** How and when the person agreed. */
  consent: string;
}

/**
 * Adds a person by hand, with the consent that the member states. A suppressed address is refused with its
 * reason. The same id again changes nothing.
 */
export async function addSubscriber(
  db: Database,
  actor: Actor,
  person: NewSubscriber,
): Promise<Acted> {
  const { id, consent } = person;
  const { email, address, addressHash } = await keptAddress(person.email);
  const asked = JSON.stringify([...new Set(person.lists.map((list) => list.toLowerCase()))]);
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${sentFields(person.fields)},
    asked as (select value::uuid as id from jsonb_array_elements_text(${asked}::jsonb)),
    chosen as materialized (
      select ${lists.id}, ${lists.name} from ${lists}
      where ${lists.id} in (select id from asked)
        and ${lists.organizationId} = (select id from acting) and ${lists.archivedAt} is null
    ),
    verdict as materialized (
      select id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when exists (
          select from ${subscribers} where ${subscribers.id} = ${id}::uuid
            and ${subscribers.organizationId} = acting.id
        ) then 'unchanged'
        when exists (select from ${subscribers} where ${subscribers.id} = ${id}::uuid)
          then 'id_reused'
        when exists (
          select from ${subscribers} where ${subscribers.organizationId} = acting.id
            and ${subscribers.email} = ${email}::text
        ) then 'subscriber_exists'
        when exists (select from asked where id not in (select id from chosen))
          then 'lists_unknown'
        ${refusedFields}
        else coalesce(
          (
            select case ${suppressions.reason}
              when 'bounce' then 'address_bounced'
              when 'do_not_mail' then 'address_do_not_mail'
              when 'complaint' then 'address_complained'
              else 'address_left'
            end
            from ${suppressions} where ${suppressions.organizationId} = acting.id
              and ${suppressions.addressHash} = ${addressHash}::text
          ),
          'done'
        )
      end as outcome
      from acting where not has_left
    ), made as (
      insert into ${subscribers} (
        id, organization_id, owner_id, email, address, address_hash, name, fields
      )
      select ${id}::uuid, id, ${ownerFor(actor, sql`verdict.id`)}, ${email}::text,
        ${address}::text, ${addressHash}::text, ${person.name ?? null}::text,
        ${mergedFields(sql`'{}'::jsonb`)}
      from verdict where outcome = 'done'
      returning *
    ), joined as (
      insert into ${listSubscriptions} (organization_id, list_id, subscriber_id)
      select made.organization_id, chosen.id, made.id from made cross join chosen
    ), event as (
      insert into ${subscriberEvents} (
        organization_id, subscriber_id, kind, actor_id, consent, details
      )
      select organization_id, id, 'added', ${actor.userId}::text, ${consent}::text,
        jsonb_build_object(
          'lists', (select coalesce(jsonb_agg(name order by name), '[]') from chosen)
        )
      from made
    ), audit as (
      ${audited(actor, { ...ofSubscriber, action: "subscriber.added", from: sql`made` })}
    )`,
  );
}

export const subscriberAddition = implement(addSubscriberAct, {
  refusals: [
    "id_reused",
    "subscriber_exists",
    "lists_unknown",
    "field_unknown",
    "field_value_invalid",
    "address_bounced",
    "address_do_not_mail",
    "address_complained",
    "address_left",
  ],
  async run({ db, actor, input, newId: id }) {
    return { ...(await addSubscriber(db, actor, { id, ...input })), id };
  },
});
