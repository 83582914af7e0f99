import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { type Acted, acting, perform } from "./acting.ts";
import type { Actor, Person } from "./actor.ts";
import { deleteAct } from "./acts.ts";
import { audited } from "./audit.ts";
import { graceDays } from "./grace.ts";
import { implement } from "./implement.ts";
import { may } from "./may.ts";
import { memberships, organizations } from "./schema.ts";

/**
 * For owners: takes an organization away from everybody, and for good once its grace is over
 * (`purgeOrganizations`). Every owner gets mail.
 * @param name as it was typed, which must be the organization's.
 * @param appUrl where people reach the app.
 */
export function deleteOrganization(
  db: Database,
  actor: Actor<Person>,
  { name, appUrl }: { name: string; appUrl: string },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor, "in grace too")},
    verdict as materialized (
      select id, slug, name, case
        when not ${may("organization.delete")} and deleted_at is not null then 'not_found'
        when not ${may("organization.delete")} then 'forbidden'
        when managed_by is not null then 'managed_elsewhere'
        when name <> ${name}::text then 'name_mismatch'
        when deleted_at is not null then 'unchanged'
        else 'done'
      end as outcome
      from acting where not has_left
    ), deleted as (
      update ${organizations}
      set deleted_at = now(), purge_after = now() + make_interval(days => ${graceDays}::integer)
      where id = (select id from verdict where outcome = 'done')
      returning id, name, purge_after
    ), told as (
      select "user".email, jsonb_build_object(
          'organization', deleted.name, 'link', ${`${appUrl}/organizations`}::text,
          'purgeAfter', deleted.purge_after,
          'actor', (select coalesce(nullif(name, ''), email, '') from ${user} where id = ${actor.userId}::text)
        ) as props
      from deleted
      join ${memberships} on memberships.organization_id = deleted.id
        and memberships.role = 'owner' and memberships.deleted_at is null
      join ${user} on "user".id = memberships.user_id and "user".deleted_at is null
      where "user".email is not null
    ), mail as (
      ${enqueued({ template: "organization-deleted", from: sql`told`, recipient: sql`email`, props: sql`props` })}
    ), audit as (
      ${audited(actor, {
        action: "organization.deleted",
        targetType: "organization",
        from: sql`deleted`,
        organizationId: sql`id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('name', name, 'purge_after', purge_after)`,
      })}
    )`,
  );
}

export const deletion = implement(deleteAct, {
  refusals: ["managed_elsewhere", "name_mismatch"],
  run: ({ db, actor, input, appUrl }) => deleteOrganization(db, actor, { ...input, appUrl }),
  after: mailAfterAnswer,
});
