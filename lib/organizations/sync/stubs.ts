import { type SQL, sql } from "drizzle-orm";
import { user } from "#lib/identity/schema.ts";
import { organizations } from "#lib/organizations/schema.ts";

interface Person {
  id: string;
  name?: string;
  email?: string | null;
}

/**
 * A common table expression `person` that makes sure of the user's row. One that has not arrived yet
 * is a stub, older than every event; it knows what the event at hand told of it.
 */
export function personStub({ id, name = "", email = null }: Person): SQL {
  return sql`person as (
    insert into ${user} (id, provider, name, email)
    select ${id}::text, 'clerk', ${name}::text, ${email}::text from fresh
    on conflict (id) do nothing
  )`;
}

/**
 * Common table expressions up to `tenant`: one row with the id of Clerk's organization, as a stub when
 * it has not arrived yet. Two that make the same stub at once both get its id, since the second one
 * waits for the first and then reads the row as it is.
 */
export function tenantStub(clerkOrganizationId: string, name = ""): SQL {
  return sql`
    present_tenant as (
      select id from ${organizations} where clerk_organization_id = ${clerkOrganizationId}
    ),
    stub_tenant as (
      insert into ${organizations} (clerk_organization_id, slug, name)
      select ${clerkOrganizationId}::text, ${stubSlug(clerkOrganizationId)}::text, ${name}::text
      from fresh where not exists (select from present_tenant)
      on conflict (clerk_organization_id) do update
        set clerk_organization_id = excluded.clerk_organization_id
      returning id
    ),
    tenant as (select id from present_tenant union all select id from stub_tenant)`;
}

/** A slug that only Clerk's organization of this id can have, for while it has no other. */
export const stubSlug = (clerkOrganizationId: string) =>
  clerkOrganizationId.toLowerCase().replace(/[^a-z0-9]+/g, "-");
