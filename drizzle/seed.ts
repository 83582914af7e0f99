import { hashPassword } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { endpoint, isLocalHost } from "#lib/db/endpoints.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { account, apiUsage, memberships, organizations, plans, user } from "#lib/db/schema.ts";
import { demoOrganizations, demoPassword, demoUsers, polarProducts } from "#lib/local/demo.ts";

/**
 * Fills a local database with demo data, once: a database that has been filled is left as it is.
 * @param url of the direct endpoint.
 * @throws when the database is not on this machine, because everybody knows the demo password.
 */
export async function seed(url: string): Promise<void> {
  const { hostname } = new URL(url);
  if (!isLocalHost(hostname)) {
    throw new Error(`Demo data is for a database on this machine, and ${hostname} is not.`);
  }
  const { db, end } = tcpDatabase(url);
  try {
    // The usage comes last, in one statement, and nothing can delete it.
    const [usage] = await db
      .select({ id: apiUsage.id })
      .from(apiUsage)
      .where(eq(apiUsage.organizationId, organizationId("acme")))
      .limit(1);
    if (!usage) await insertDemo(db);
  } finally {
    await end();
  }
}

async function insertDemo(db: Database): Promise<void> {
  for (const [slug, { id: polarProductId }] of Object.entries(polarProducts)) {
    await db.update(plans).set({ polarProductId }).where(eq(plans.slug, slug));
  }
  const password = await hashPassword(demoPassword);
  await db
    .insert(user)
    .values(demoUsers.map(({ id, email, name }) => ({ id, email, name, emailVerified: true })))
    .onConflictDoNothing();
  await db
    .insert(account)
    .values(
      demoUsers.map(({ id }) => ({
        id: `${id}_password`,
        accountId: id,
        providerId: "credential",
        userId: id,
        password,
      })),
    )
    .onConflictDoNothing();
  await db
    .insert(organizations)
    .values([...demoOrganizations])
    .onConflictDoNothing();
  await db
    .insert(memberships)
    .values(
      demoUsers.map(({ id, organization, role }) => ({
        organizationId: organizationId(organization),
        userId: id,
        role,
      })),
    )
    .onConflictDoNothing();
  await db.insert(apiUsage).values(
    Array.from({ length: 12 }, (_, call) => ({
      organizationId: organizationId("acme"),
      creditsUsed: 10 + 3 * call,
    })),
  );
}

function organizationId(slug: string): string {
  const found = demoOrganizations.find((organization) => organization.slug === slug);
  if (!found) throw new Error(`No demo organization ${slug}`);
  return found.id;
}

if (import.meta.main) await seed(endpoint("direct"));
