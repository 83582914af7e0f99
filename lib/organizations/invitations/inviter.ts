import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import type { Limit } from "../limited.ts";
import { may } from "../may.ts";
import { invitationsOfOrganization, invitationsOfPerson, invitationsToAddress } from "../quotas.ts";
import { apiKeys, type Role } from "../schema.ts";

/** The person who answers for an invitation: for a key, the person who made the key. */
const inviter = ({ userId, key }: Actor): SQL =>
  key
    ? sql`(select created_by from ${apiKeys} where key_hash = ${key.hash}::text)`
    : sql`${userId}::text`;

/** Whether the app can reach them itself: who invites has mail sent to strangers. */
export const isConfirmed = (actor: Actor): SQL => sql`exists (
  select from ${user}
  where "user".id = ${inviter(actor)} and "user".email_verified and "user".deleted_at is null
)`;

/**
 * Whether somebody gives more than they may, in a statement with `acting`: only an owner makes owners,
 * and no key makes more than members, or its maker could come back by it.
 */
export const givesTooMuch = (actor: Actor, role: Role | SQL): SQL => {
  const given = typeof role === "string" ? sql`${role}::text` : role;
  return actor.key
    ? sql`${given} <> 'member'`
    : sql`(${given} = 'owner' and not ${may("member.manage_owners", sql`acting.role`)})`;
};

/** What a mail with an invitation counts for, in a statement with `judged`, which has the organization's `tenant`. */
export const invitationLimits = (actor: Actor, email: SQL): Limit[] => [
  { ...invitationsOfPerson, of: inviter(actor), code: "too_many_invitations" },
  { ...invitationsOfOrganization, of: sql`tenant::text`, code: "too_many_invitations" },
  { ...invitationsToAddress, of: sql`lower(${email})`, isPrivate: true, code: "invited_too_often" },
];
