import { eq } from "drizzle-orm";
import { memberships, organizations, plans, subscriptions, user } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Role } from "#lib/organizations/schema.ts";

export type Person = Partial<typeof user.$inferInsert>;

export interface TenantOptions extends Partial<typeof organizations.$inferInsert> {
  /** None unless it is given, and that is as the free plan. */
  plan?: "free" | "pro" | "scale" | undefined;
  /** Who is there first, and as what: an owner unless it is said. */
  first?: Person & { role?: Role };
}

/** Somebody whom the app knows; who is known by this id already stays as they are. */
export async function makePerson(db: DrizzleDatabase, changes: Person = {}) {
  const id = changes.id ?? crypto.randomUUID();
  const person = { name: "Robin", email: `${id}@acme.test`, emailVerified: true, ...changes, id };
  await db.insert(user).values(person).onConflictDoNothing({ target: user.id });
  return person;
}

/**
 * An organization with one member, and a way to let others in. Every test of a tenant makes it here;
 * each room adds what its tests want to do with it.
 */
export async function makeTenant(
  db: DrizzleDatabase,
  { plan, first: { role: firstRole = "owner", ...first } = {}, ...changes }: TenantOptions = {},
) {
  const id = changes.id ?? crypto.randomUUID();
  const slug = changes.slug ?? id;
  await db.insert(organizations).values({ name: "A tenant", ...changes, id, slug });
  if (plan) {
    const [found] = await db.select({ id: plans.id }).from(plans).where(eq(plans.slug, plan));
    const subscription = { organizationId: id, planId: found?.id ?? "", status: "active" } as const;
    await db.insert(subscriptions).values(subscription);
  }

  const join = async (
    role: Role,
    person: Person = {},
    membership: Partial<typeof memberships.$inferInsert> = {},
  ) => {
    const { id: userId } = await makePerson(db, person);
    await db.insert(memberships).values({ organizationId: id, userId, role, ...membership });
    return { userId, slug };
  };
  return { id, slug, owner: await join(firstRole, first), join };
}
