import { migrate } from "#drizzle/migrate.ts";
import { apiKeys, invitations, memberships, organizations, plans, user } from "#drizzle/tables.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { newApiKey } from "#lib/organizations/api-keys/key.ts";
import type { LifecycleEvent } from "#local/lifecycle/event.ts";
import { polarDeliveries } from "./polar.ts";

/** What the acts are done to. */
export interface Setting {
  slug: string;
  key: string;
  invitationIds: string[];
  deliveries?: LifecycleEvent[];
}

/** An organization with a key and invitations, and others that Polar tells of. @param calls of a turn. */
export async function makeSetting(url: string, calls: number): Promise<Setting> {
  await migrate(url);
  const { db, end } = tcpDatabase(url);
  try {
    await db.update(plans).set({ seats: null, monthlyCredits: 1_000_000_000 });
    const [tenant, ...others] = await db
      .insert(organizations)
      .values(
        Array.from({ length: calls + 1 }, (_, n) => ({ slug: `tenant-${n}`, name: "Tenant" })),
      )
      .returning();
    if (!tenant) throw new Error("There is no organization");
    const organizationId = tenant.id;
    const owner = { id: "owner", name: "Ada", email: "ada@acme.test", emailVerified: true };
    await db.insert(user).values(owner);
    await db.insert(memberships).values({ organizationId, userId: owner.id, role: "owner" });
    const { key, prefix, hash: keyHash } = await newApiKey();
    const scopes = ["write", "usage"] as const;
    const row = { organizationId, name: "Bench", prefix, keyHash, createdBy: owner.id };
    await db.insert(apiKeys).values({ ...row, scopes: [...scopes] });
    const expiresAt = new Date(Date.now() + 7 * 86_400_000);
    const invited = await db
      .insert(invitations)
      .values(
        Array.from({ length: calls }, (_, n) => ({
          organizationId,
          email: `invited-${n}@acme.test`,
          role: "member" as const,
          expiresAt,
        })),
      )
      .returning();
    const organizationIds = others.map(({ id }) => id);
    return {
      slug: tenant.slug,
      key,
      invitationIds: invited.map(({ id }) => id),
      deliveries: await polarDeliveries(db, organizationIds),
    };
  } finally {
    await end();
  }
}
