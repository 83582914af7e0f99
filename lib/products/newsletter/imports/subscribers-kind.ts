import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import type { Kind } from "#lib/imports/take-part.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { ownerFor } from "../audience/owner.ts";
import {
  listSubscriptions,
  lists,
  subscriberEvents,
  subscribers,
  suppressions,
} from "../schema.ts";

const inOrganization = sql`organization_id = (select id from acting)`;

/** The lists by their names and by their ids, and the rows that name one which is not there. */
const unfit: SQL = sql`
  list_of as materialized (
    select coalesce(jsonb_object_agg(lower(name), id order by id desc), '{}') as ids,
      coalesce(jsonb_object_agg(id, name), '{}') as names
    from ${lists} where ${inOrganization} and archived_at is null
  ),
  unfit as materialized (
    select line, null::text as column_name, 'list_unknown' as reason, cells, subject
    from given cross join list_of
    where exists (
      select from jsonb_array_elements_text(data->'lists') as asked (list_name)
      where not ids ? lower(list_name)
    )
  )`;

/**
 * What a row becomes. Someone who is new is created; someone who is there gets the fields that the row
 * has; someone who left, bounced, complained or is not to be mailed is kept away. No status changes.
 */
const becomes = (importId: string, actor: Actor): SQL => sql`
  owner as materialized (select ${ownerFor(actor, sql`acting.id`)} as id from acting),
  present as materialized (
    select person.id, person.email, person.name, person.fields, person.status, person.changed_at
    from ${subscribers} as person
    where person.${inOrganization} and person.email in (select data->>'email' from counting)
    order by person.id
    for no key update
  ),
  judged as materialized (
    select counting.line, counting.subject, counting.data, counting.known_outcome, counting.before,
      present.id, present.name, present.fields, present.changed_at,
      coalesce(suppression.reason, case present.status
        when 'unsubscribed' then 'left' when 'bounced' then 'bounce' end) as away,
      -- Whether they are as an earlier row of this import left them.
      known_outcome in ('created', 'updated', 'unchanged') and present.id is not null
        and present.changed_at is not distinct from (counting.before->>'stamp')::timestamptz as is_ours
    from (
      select counting.*, data->>'email' as email from counting
    ) as counting
    full join present using (email)
    left join ${suppressions} as suppression on suppression.${inOrganization}
      and suppression.address_hash = counting.subject
  ),
  person as materialized (
    select line, subject, data, known_outcome, before, is_ours,
      coalesce(id, gen_random_uuid()) as id, id is null as is_new,
      coalesce(known_outcome = 'created', false) as was_new,
      case when is_ours then before->>'name' else name end as old_name,
      case when is_ours then before->'fields' else coalesce(fields, '{}') end as old_fields,
      case when is_ours then (before->>'changed_at')::timestamptz else changed_at end
        as old_changed_at,
      case when is_ours then before->'joined' else '[]' end as old_joined
    from judged where away is null
  ),
  wanted as materialized (
    select person.id as subscriber_id, list_id::uuid as list_id, names->>list_id as list_name,
      -- Whether it is this import that puts them on the list.
      old_joined ? list_id or not exists (
        select from ${listSubscriptions} as membership
        where membership.list_id = asked.list_id::uuid and membership.subscriber_id = person.id
      ) as is_ours
    from person cross join list_of cross join import
    cross join lateral (
      select ids->>lower(list_name) as list_id
      from jsonb_array_elements_text(data->'lists') as row_names (list_name)
      union
      select chosen_id from jsonb_array_elements_text(options->'lists') as chosen (chosen_id)
    ) as asked
    where names ? list_id
      -- A person who left a list on the preferences page stays off it.
      and (is_new or not exists (
        select from ${subscriberEvents} as event
        where event.subscriber_id = person.id and event.kind = 'left'
          and event.details->>'by' = 'preferences' and event.details->>'list' = names->>list_id
      ))
  ),
  joined as (
    insert into ${listSubscriptions} (organization_id, list_id, subscriber_id, import_id)
    select (select id from acting), list_id, subscriber_id, ${importId}::uuid
    from wanted where is_ours
    on conflict (list_id, subscriber_id) do nothing
  ),
  overtaken_join as (
    delete from ${listSubscriptions} as membership using person
    where person.known_outcome is not null and membership.subscriber_id = person.id
      and membership.organization_id = (select id from acting)
      and person.old_joined ? membership.list_id::text
      and (membership.list_id, membership.subscriber_id) not in (
        select list_id, subscriber_id from wanted
      )
  ),
  own_join as materialized (
    select subscriber_id as id, jsonb_agg(list_id order by list_id) as list_ids,
      jsonb_agg(list_name order by list_name) as names
    from wanted where is_ours group by subscriber_id
  ),
  -- An empty cell changes nothing.
  upsert as materialized (
    select *, case
      when is_new or was_new then 'created'
      when new_name is distinct from old_name or new_fields <> old_fields
        or list_ids is not null then 'updated'
      else 'unchanged'
    end as outcome
    from (
      select *, coalesce(data->>'name', old_name) as new_name,
        old_fields || (data->'fields') as new_fields
      from person full join own_join using (id)
    ) as each_person
  ),
  stamped as materialized (
    select *, case
      when is_new then null
      when was_new and is_ours then old_changed_at
      when outcome = 'unchanged' then old_changed_at
      else now()
    end as stamp
    from upsert
  ),
  inserted as (
    insert into ${subscribers} (id, organization_id, owner_id, email, address, address_hash, name,
      fields, import_id)
    select id, (select id from acting), (select id from owner), data->>'email', data->>'address',
      subject, new_name, new_fields, ${importId}::uuid
    from stamped where is_new
  ),
  changed as (
    update ${subscribers} as person set name = new_name, fields = new_fields, changed_at = stamp,
      address_hash = subject,
      address = case when was_new and is_ours then data->>'address' else person.address end
    from stamped
    where person.id = stamped.id and person.${inOrganization}
      and (stamped.outcome <> 'unchanged' or known_outcome is not null
        or person.address_hash is null)
  ),
  overtaken_event as (
    delete from ${subscriberEvents} as event using stamped
    where event.subscriber_id = stamped.id and stamped.known_outcome is not null
      and event.kind = 'imported' and event.details->>'import' = ${importId}::text
  ),
  told as (
    insert into ${subscriberEvents}
      (organization_id, subscriber_id, kind, actor_id, consent, source, details)
    select import.organization_id, stamped.id, 'imported', ${actor.userId}::text,
      import.options->>'consent', import.file_name,
      jsonb_build_object('import', import.id, 'lists', coalesce(names, '[]'))
    from stamped, import where stamped.outcome <> 'unchanged'
  ),
  became as materialized (
    select line, outcome, null::text as reason, jsonb_build_object('name', old_name,
      'fields', old_fields, 'changed_at', old_changed_at, 'stamp', stamp,
      'joined', coalesce(list_ids, '[]')) as before
    from stamped
    union all
    select line, 'kept_away', away, null from judged where away is not null
  )`;

/** The import of subscribers, as lib/imports takes it. */
export const subscribersKind = (importId: string, actor: Actor): Kind => ({
  kind: "subscribers",
  needs: "newsletter.send",
  unfit,
  becomes: becomes(importId, actor),
});
