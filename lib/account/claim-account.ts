import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { linked, linkIdentifier, linkSpent, linksEnded } from "#lib/identity/links/link.ts";
import { passwordMail } from "#lib/identity/password/mail.ts";
import { account, session, user } from "#lib/identity/schema.ts";
import { audited } from "#lib/organizations/audit.ts";
import { isOwnInvitation } from "#lib/organizations/managed-by.ts";
import { apiKeys, invitations } from "#lib/organizations/schema.ts";

/** It is not told who made them: the account is somebody else's now. */
const nobody = { userId: null, ipAddress: null, userAgent: null };

const answer = z.object({ email: z.nullable(z.string()) });

/**
 * Gives an account to the owner of its mailbox, with a new password: the link proves the address.
 * All sessions end, and all other links with any pending change of address. If nobody had proven the
 * address before, somebody else may have signed up with it: then the keys and the open invitations of
 * that time end as well, on record.
 * @param purpose of the link: for a new password, or for confirming the address.
 * @param hash of the new password.
 * @returns the address, or null for a link that was used, replaced or is too old.
 */
export async function claimAccount(
  db: Database,
  { purpose, token, hash, appUrl }: Claim,
): Promise<string | null> {
  const identifier = await linkIdentifier(purpose, token);
  const statement = sql`
    with found as materialized (${linked(identifier)}),
    -- Two links of one person: the second waits here, and then finds itself ended.
    person as materialized (
      select found.* from found
      join ${user} on ${user.id} = found.id
      for no key update of ${user}
    ),
    spent as materialized (${linkSpent(identifier, sql`person`)}),
    set_password as (
      insert into ${account} (id, account_id, provider_id, user_id, password)
      select gen_random_uuid()::text, id, 'credential', id, ${hash}::text from spent
      on conflict (provider_id, account_id) do update
        set password = excluded.password, updated_at = now()
    ),
    proven as (
      update ${user} set email_verified = true, updated_at = now()
      where id = (select id from spent) and not email_verified
    ),
    ended as (delete from ${session} where user_id = (select id from spent)),
    unlinked as (${linksEnded(sql`spent`, identifier)}),
    claimed as (select id from spent join person using (id) where not is_verified),
    revoked as (
      update ${apiKeys} set revoked_at = now()
      where created_by = (select id from claimed) and revoked_at is null
      returning id, organization_id, name, prefix
    ),
    uninvited as (
      update ${invitations} set revoked_at = now()
      where invited_by = (select id from claimed) and accepted_at is null and revoked_at is null
        and ${isOwnInvitation}
      returning id, organization_id, email, role
    ),
    keys_record as (${audited(nobody, {
      action: "api_key.revoked",
      targetType: "api_key",
      from: sql`revoked`,
      organizationId: sql`organization_id`,
      targetId: sql`id`,
      metadata: sql`jsonb_build_object('name', name, 'prefix', prefix)`,
    })}),
    invitations_record as (${audited(nobody, {
      action: "invitation.revoked",
      targetType: "invitation",
      from: sql`uninvited`,
      organizationId: sql`organization_id`,
      targetId: sql`id`,
      metadata: sql`jsonb_build_object('email', email, 'role', role)`,
    })}),
    mail as (${passwordMail(sql`spent join person using (id)`, appUrl)})
    select (select email from spent join person using (id)) as email`;
  const [found] = await rows(db, statement, (row) => answer.parse(row));
  return found?.email ?? null;
}

interface Claim {
  purpose: "reset-password" | "verify-address";
  token: string;
  hash: string;
  /** Where people reach the app. */
  appUrl: string;
}
