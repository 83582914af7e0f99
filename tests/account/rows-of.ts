import { eq } from "drizzle-orm";
import { memberships, organizations } from "#drizzle/tables.ts";
import type { TestDrizzle } from "../database.ts";

/** The row of an organization, also of one that is deleted. */
export const organizationOf = async (db: TestDrizzle, id: string) =>
  (await db.select().from(organizations).where(eq(organizations.id, id)))[0];

/** Its members, those who have left too. */
export const membersOf = async (db: TestDrizzle, organizationId: string) =>
  db
    .select({
      userId: memberships.userId,
      role: memberships.role,
      deletedAt: memberships.deletedAt,
    })
    .from(memberships)
    .where(eq(memberships.organizationId, organizationId));
