import { eq } from "drizzle-orm";
import {
  campaignAudience,
  campaigns,
  listSubscriptions,
  lists,
  newsletterSettings,
  subscribers,
} from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";

interface Organization {
  id: string;
  ownerId: string;
}

/** A list of an organization. */
export async function aList(
  db: DrizzleDatabase,
  { id: organizationId, ownerId }: Organization,
  id = crypto.randomUUID(),
): Promise<string> {
  await db.insert(lists).values({ id, organizationId, ownerId, name: "Monthly letter" });
  return id;
}

/** Somebody who is on a list and may be written to. */
export async function aReader(
  db: DrizzleDatabase,
  { id: organizationId, ownerId }: Organization,
  listId: string,
  more: Partial<typeof subscribers.$inferInsert> = {},
): Promise<string> {
  const id = crypto.randomUUID();
  const email = `${id}@mail.example`;
  const addressHash = await hashAddress(email);
  const confirmedAt = new Date();
  await db
    .insert(subscribers)
    .values({ id, organizationId, ownerId, email, addressHash, confirmedAt, ...more });
  await db.insert(listSubscriptions).values({ organizationId, listId, subscriberId: id });
  return id;
}

/** A draft with nothing in the way of sending it: to one reader, from an organization with an address. */
export async function aReadyDraft(
  db: DrizzleDatabase,
  organization: Organization,
  id = crypto.randomUUID(),
): Promise<{ id: string; listId: string }> {
  const listId = await aList(db, organization, id);
  await aReader(db, organization, listId);
  const organizationId = organization.id;
  await db
    .insert(newsletterSettings)
    .values({ organizationId, postalAddress: "Ring 1" })
    .onConflictDoNothing();
  await db
    .insert(campaigns)
    .values({ id, organizationId, listId, subject: "News", content: "# Hello\n" });
  return { id, listId };
}

/** Puts a campaign where an act or a sender would have brought it. */
export const putCampaign = (
  db: DrizzleDatabase,
  id: string,
  row: Partial<typeof campaigns.$inferInsert>,
) => db.update(campaigns).set(row).where(eq(campaigns.id, id));

/** The row of a campaign. */
export async function campaignRow(db: DrizzleDatabase, id: string) {
  const [row] = await db.select().from(campaigns).where(eq(campaigns.id, id));
  if (!row) throw new Error("No such campaign");
  return row;
}

/** What a campaign goes to and leaves out beside its first list. */
export async function partsOf(db: DrizzleDatabase, id: string) {
  const { listId, isExcluded } = campaignAudience;
  return db
    .select({ listId, isExcluded })
    .from(campaignAudience)
    .where(eq(campaignAudience.campaignId, id));
}
