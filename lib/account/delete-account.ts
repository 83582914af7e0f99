import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { linksEnded } from "#lib/identity/links/link.ts";
import { user } from "#lib/identity/schema.ts";
import { type CurrentSession, signedIn } from "#lib/identity/signed-in.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { outbox } from "#lib/mail/schema.ts";
import type { MailTemplate } from "#lib/mail/templates.ts";
import type { Origin } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { endingGifts, gone } from "#lib/organizations/end-created-by-member.ts";
import { graceDays } from "#lib/organizations/grace.ts";
import { invitations, memberships, organizations } from "#lib/organizations/schema.ts";
import { erasure } from "./erasure.ts";

const answer = z.object({
  isOwnAddress: z.boolean(),
  isLastOwner: z.boolean(),
  isSettled: z.boolean(),
  isDeleted: z.boolean(),
});

const maxAttempts = 5;

/**
 * Deletes a person: what is their own is erased, a team's records stay, and their row stays as a
 * tombstone. They leave every organization; those in which they are alone are deleted with them, after
 * the usual grace. Refused while they are the last owner of one with other members.
 *
 * Roles and members are seen under the locks of `leaving`. Where that differs from what the statement
 * itself sees, somebody has just come, left or got another role: then nothing is done, and it looks
 * again.
 * @param email that they typed to confirm.
 */
export async function deleteAccount(
  db: Database,
  actor: CurrentSession & Origin,
  { email }: { email: string },
): Promise<"deleted" | "last_owner" | "confirmation_wrong" | "unauthenticated"> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const statement = deletion(actor, email);
    const [found] = await retryTransient(() => rows(db, statement, (row) => answer.parse(row)));
    if (!found) return "unauthenticated";
    if (found.isDeleted) return "deleted";
    if (!found.isOwnAddress) return "confirmation_wrong";
    if (found.isSettled && found.isLastOwner) return "last_owner";
  }
  throw new Error("Their organizations changed whenever this looked");
}

/** Mails about an account, which are nobody's when it is gone. */
const accountMails: MailTemplate[] = [
  "verify-address",
  "reset-password",
  "password-changed",
  "change-address",
  "change-asked",
  "address-changed",
];

const deletion = (actor: CurrentSession & Origin, email: string) => sql`
  with person as (
    select ${user.id}, ${user.name}, ${user.email}, ${user.emailVerified} as is_verified,
      coalesce(${user.email} = ${email}::text, false) as is_own_address
    from ${signedIn(actor)}
  ),
  present as materialized (
    select found.* from person cross join lateral leaving(person.id) as found
    where person.is_own_address
  ),
  seen as (
    select ${memberships.organizationId}, ${memberships.role}
    from person
    join ${memberships} on ${memberships.userId} = person.id and ${memberships.deletedAt} is null
    join ${organizations} on ${organizations.id} = ${memberships.organizationId}
      and ${organizations.deletedAt} is null
  ),
  verdict as materialized (
    select
      not exists (
        (select organization_id, role from present except select organization_id, role from seen)
        union all
        (select organization_id, role from seen except select organization_id, role from present)
      ) as is_settled,
      exists (
        select from present where role = 'owner' and other_owners = 0 and other_members > 0
      ) as is_last_owner
    from person where is_own_address
  ),
  tombstone as (
    update ${user} set
      name = '', first_name = null, last_name = null, email = null, email_verified = false,
      image_url = null, deleted_at = now(), updated_at = now()
    from person, verdict
    where ${user.id} = person.id and ${user.deletedAt} is null and ${user.email} = person.email
      and verdict.is_settled and not verdict.is_last_owner
    returning ${user.id}
  ),
  ended as (
    update ${memberships} set deleted_at = now()
    where user_id = (select id from tombstone) and deleted_at is null
    returning organization_id, user_id
  ),
  closed as (
    update ${organizations} set deleted_at = now(), purge_after = now() + make_interval(days => ${graceDays}::integer)
    from tombstone, present
    where ${organizations.id} = present.organization_id and present.other_members = 0
      and ${organizations.deletedAt} is null
    returning ${organizations.id}
  ),
  ${endingGifts(actor, {
    ...gone(sql`ended`),
    // Invitations to their own address are erased below.
    except: sql`(select person.email from person)`,
  })},
  left_record as (${audited(actor, {
    action: "member.left",
    targetType: "member",
    from: sql`ended join present using (organization_id)`,
    organizationId: sql`ended.organization_id`,
    targetId: sql`ended.user_id`,
  })}),
  closed_record as (${audited(actor, {
    action: "organization.deleted",
    targetType: "organization",
    from: sql`closed`,
    organizationId: sql`closed.id`,
    targetId: sql`closed.id`,
  })}),
  ${erasure(sql`tombstone`)},
  unlinked as (${linksEnded(sql`tombstone`)}),
  uninvited as (
    delete from ${invitations} using person, tombstone
    where person.is_verified and lower(${invitations.email}) = person.email
      and ${invitations.acceptedAt} is null and ${invitations.revokedAt} is null
  ),
  forgotten as (
    update ${invitations} set email = '' from person, tombstone
    where (person.is_verified or ${invitations.acceptedBy} = person.id)
      and lower(${invitations.email}) = person.email
      and (${invitations.acceptedAt} is not null or ${invitations.revokedAt} is not null)
  ),
  unsent as (
    delete from ${outbox} using person, tombstone
    where ${outbox.recipient} = person.email
      and (person.is_verified or ${outbox.template} in (${sql.join(
        accountMails.map((template) => sql`${template}`),
        sql`, `,
      )}))
  ),
  mail as (${enqueued({
    template: "account-deleted",
    from: sql`person, tombstone`,
    recipient: sql`person.email`,
    props: sql`jsonb_build_object('name', person.name)`,
  })})
  select person.is_own_address as "isOwnAddress",
    coalesce(verdict.is_last_owner, false) as "isLastOwner",
    coalesce(verdict.is_settled, false) as "isSettled",
    exists (select from tombstone) as "isDeleted"
  from person left join verdict on true`;
