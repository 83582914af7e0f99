import { memberships, organizations, user } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Role } from "#lib/organizations/schema.ts";

/** An organization, and somebody in it. */
export async function addTenant(
  db: DrizzleDatabase,
  role: Role = "owner",
  userId = crypto.randomUUID(),
) {
  const slug = crypto.randomUUID();
  const id = crypto.randomUUID();
  await db.insert(organizations).values({ id, slug, name: "A tenant" });
  await db
    .insert(user)
    .values({ id: userId, name: "Ada", email: `${userId}@acme.test` })
    .onConflictDoNothing();
  await db.insert(memberships).values({ organizationId: id, userId, role });
  return { id, slug, userId, scope: { userId, slug } };
}
