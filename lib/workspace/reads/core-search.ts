import { alias } from "drizzle-orm/pg-core";
import { beginningWith, containing, sought } from "#lib/db/sought.ts";
import { sql } from "#lib/db/sql.ts";
import { membersWith } from "#lib/organizations/lists/members-with.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { apiKeys, invitations, listedMembers } from "#lib/organizations/schema.ts";
import { isFoundLive } from "#lib/organizations/scope.ts";
import { inTenant, tenant } from "#lib/organizations/tenant.ts";
import type { SearchPart } from "#lib/products/search-part.ts";

const { id, userId, sortName, words, name, email } = alias(listedMembers, "candidate");
const byName = sql`${sortName}, ${id}`;

const members: SearchPart = {
  label: "Members",
  needs: permissions["member.read"],
  sought(text, limit) {
    const begins = sql`${sortName} like ${beginningWith(text)}`;
    const rest = sought({
      name: "core_members_rest",
      rows: sql`select * from ${listedMembers} where ${inTenant(listedMembers.organizationId)}`,
      matches: sql`${words} like ${containing(text)} and not ${begins}`,
      found: sql`select * from (${membersWith(text)}) as candidate where not ${begins}`,
      within: sql`(select count(*) from core_members_first) < ${limit}::integer`,
      order: byName,
      limit,
    });
    return {
      // Those whose name begins with the words, then the others: each from the start of an index.
      with: sql`core_members_first as (
          select * from ${listedMembers} as candidate
          where ${inTenant(sql`candidate.organization_id`)} and ${begins}
          order by ${byName} limit ${limit}::integer
        ), ${rest}`,
      from: sql`(
        select *, 1 as part from core_members_first
        union all select *, 2 as part from core_members_rest
      ) as candidate`,
      id: sql`${userId}`,
      title: sql`coalesce(nullif(${name}, ''), ${email}, '')`,
      detail: sql`${email}`,
      order: sql`candidate.part, ${byName}`,
    };
  },
  path: (id) => `/members/${encodeURIComponent(id)}`,
};

const candidate = alias(invitations, "candidate");
const unanswered = sql`${invitations.acceptedAt} is null and ${invitations.revokedAt} is null`;

/** Those that nobody has accepted or revoked, also when they have expired. */
const openInvitations: SearchPart = {
  label: "Invitations",
  needs: permissions["invitation.read"],
  sought(text, limit) {
    const order = sql`lower(${candidate.email}), ${candidate.id}`;
    return {
      with: sought({
        name: "core_invitations",
        rows: sql`select * from ${invitations}
          where ${inTenant(invitations.organizationId)} and ${unanswered}`,
        matches: sql`lower(${candidate.email}) like ${containing(text)}`,
        found: sql`select * from ${invitations}
          where ${invitations.organizationId}::text = (select ${tenant.organizationId}::text from scope)
            and ${unanswered} and lower(${invitations.email}) like ${containing(text)}`,
        order,
        limit,
      }),
      from: sql`core_invitations as candidate`,
      id: sql`${candidate.id}::text`,
      title: sql`${candidate.email}`,
      detail: sql`${candidate.role}`,
      order,
    };
  },
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
