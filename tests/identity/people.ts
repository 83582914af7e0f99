import { memberships, organizations, session, user } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { CurrentSession } from "#lib/identity/signed-in.ts";
import type { Role } from "#lib/organizations/schema.ts";

export interface Person {
  name: string;
  email: string;
  current: CurrentSession;
}

/** Somebody with a confirmed address who is signed in. */
export async function person(db: DrizzleDatabase, values: Partial<typeof user.$inferInsert> = {}) {
  const id = values.id ?? crypto.randomUUID();
  const name = `Person ${id.slice(0, 8)}`;
  const email = `${id}@example.test`;
  const row = { id, name, email, emailVerified: true, ...values };
  await db.insert(user).values(row);
  const current = { id: `session-${id}`, userId: id };
  const expiresAt = new Date(Date.now() + 60_000);
  await db
    .insert(session)
    .values({ id: current.id, token: `token-${id}`, userId: id, expiresAt, userAgent: name });
  return { name: row.name, email: row.email ?? "", current } satisfies Person;
}

/** An organization with these members. */
export async function organization(
  db: DrizzleDatabase,
  ...members: [Pick<Person, "current">, Role][]
): Promise<{ id: string; slug: string }> {
  const slug = `team-${crypto.randomUUID()}`;
  const [made] = await db.insert(organizations).values({ slug, name: "Team" }).returning();
  if (!made) throw new Error("no organization");
  await db.insert(memberships).values(
    members.map(([{ current }, role]) => ({
      organizationId: made.id,
      userId: current.userId,
      role,
    })),
  );
  return { id: made.id, slug };
}
