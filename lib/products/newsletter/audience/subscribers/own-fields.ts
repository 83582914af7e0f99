import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import { subscriberFields } from "../../schema.ts";

/**
 * The common table expressions `sent_fields`, what was sent of own fields, each with the kind that it has in
 * the organization of `acting`.
 */
export const sentFields = (fields: Record<string, string>): SQL => sql`sent_fields as (
  select sent.key, sent.value, ${subscriberFields.kind} as kind
  from jsonb_each_text(${JSON.stringify(fields)}::jsonb) as sent
  left join ${subscriberFields} on ${subscriberFields.organizationId} = (select id from acting)
    and ${subscriberFields.key} = sent.key
)`;

/**
 * Whether a text is a day of the calendar. A cast would throw for February 30, so the days are counted from
 * the first of the month.
 */
const isDay = (value: SQLWrapper): SQL => sql`case
  when ${value} ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
  then to_char((left(${value}, 8) || '01')::date + right(${value}, 2)::integer - 1, 'YYYY-MM-DD')
    = ${value}
  else false
end`;

/** Whether a value fits the kind of its field. An empty one clears it. */
export const fieldFits = (kind: SQLWrapper, value: SQLWrapper): SQL => sql`(
  ${value} = '' or case ${kind}
    when 'number' then ${value} ~ '^-?[0-9]{1,15}([.][0-9]{1,10})?$'
    when 'date' then ${isDay(value)}
    when 'boolean' then ${value} in ('yes', 'no')
    else true
  end
)`;

/** Branches of a verdict that refuse what `sent_fields` has. */
export const refusedFields: SQL = sql`
  when exists (select from sent_fields where kind is null) then 'field_unknown'
  when exists (
    select from sent_fields where not ${fieldFits(sql`kind`, sql`value`)}
  ) then 'field_value_invalid'`;

/** Own fields as they are after `sent_fields`. @param before the ones that are there, as `jsonb`. */
export const mergedFields = (before: SQL): SQL => sql`(
  select coalesce(jsonb_object_agg(merged.key, merged.value) filter (where merged.value <> ''), '{}')
  from jsonb_each_text(
    ${before} || (select coalesce(jsonb_object_agg(key, value), '{}') from sent_fields)
  ) as merged
)`;
