import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { apiKeys, invitations, memberships } from "#lib/organizations/schema.ts";
import { isFoundLive } from "#lib/organizations/scope.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import type { SearchPart } from "#lib/products/search-part.ts";

const name = sql`coalesce(nullif(${user.name}, ''), ${user.email}, '')`;

const members: SearchPart = {
  label: "Members",
  needs: permissions["member.read"],
  sought: (text) => ({
    from: sql`${memberships} join ${user} on ${user.id} = ${memberships.userId}
      where ${inTenant(memberships.organizationId)} and ${memberships.deletedAt} is null
        and strpos(
          lower(${user.name} || ' ' || coalesce(${user.email}, '')), lower(${text}::text)
        ) > 0`,
    id: sql`${user.id}`,
    title: name,
    detail: sql`${user.email}`,
    order: sql`strpos(lower(${name}), lower(${text}::text)) <> 1, lower(${name}), ${user.id}`,
  }),
  path: (id) => `/members/${encodeURIComponent(id)}`,
};

/** Those that nobody has accepted or revoked, also when they have expired. */
const openInvitations: SearchPart = {
  label: "Invitations",
  needs: permissions["invitation.read"],
  sought: (text) => ({
    from: sql`${invitations}
      where ${inTenant(invitations.organizationId)}
        and ${invitations.acceptedAt} is null and ${invitations.revokedAt} is null
        and strpos(lower(${invitations.email}), lower(${text}::text)) > 0`,
    id: sql`${invitations.id}::text`,
    title: sql`${invitations.email}`,
    detail: sql`${invitations.role}`,
    order: sql`lower(${invitations.email}), ${invitations.id}`,
  }),
  path: () => "/members",
};

const liveKeys: SearchPart = {
  label: "API keys",
  needs: permissions["api_key.read"],
  sought: (text) => ({
    from: sql`${apiKeys}
      where ${inTenant(apiKeys.organizationId)} and ${isFoundLive}
        and strpos(lower(${apiKeys.name}), lower(${text}::text)) > 0`,
    id: sql`${apiKeys.id}::text`,
    title: sql`${apiKeys.name}`,
    detail: sql`${apiKeys.prefix} || '…'`,
    order: sql`lower(${apiKeys.name}), ${apiKeys.id}`,
  }),
  path: () => "/settings/api-keys",
};

/** What of the core is found by words. */
export const coreSearch: readonly SearchPart[] = [members, openInvitations, liveKeys];
