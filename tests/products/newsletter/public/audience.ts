import { eq, sql } from "drizzle-orm";
import { vi } from "vitest";
import {
  campaignSends,
  campaignStats,
  campaigns,
  listSubscriptions,
  lists,
  subscriberEvents,
  subscribers,
} from "#drizzle/tables.ts";
import { rows } from "#lib/db/database.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import { team } from "#tests/organizations/team.ts";
import type { TestDatabase, TestDrizzle } from "../../../database.ts";

/** The environment of routes that are called as they are, with a database of the tests. */
export function stubRoutes(database: TestDatabase, more: Record<string, string> = {}): void {
  const urls = { DATABASE_URL: database.pooled, DATABASE_URL_READ: database.read };
  for (const [name, value] of Object.entries({ ...allLocalSecrets, ...urls, ...more })) {
    vi.stubEnv(name, value);
  }
}

/** An organization with people, lists and a campaign. */
export async function audience(db: TestDrizzle) {
  const { id: organizationId, slug, owner } = await team(db);
  const ownerId = owner.userId;
  const list = async (name: string, more: Partial<typeof lists.$inferInsert> = {}) => {
    const id = crypto.randomUUID();
    await db.insert(lists).values({ id, organizationId, ownerId, name, isPublic: true, ...more });
    return id;
  };
  const person = async (
    onLists: readonly string[] = [],
    more: Partial<typeof subscribers.$inferInsert> = {},
  ) => {
    const id = crypto.randomUUID();
    const email = more.email ?? `${id}@mail.example`;
    const addressHash = await hashAddress(email);
    const row = { id, organizationId, ownerId, email, addressHash, ...more };
    await db.insert(subscribers).values(row);
    for (const listId of onLists) {
      await db.insert(listSubscriptions).values({ organizationId, listId, subscriberId: id });
    }
    return id;
  };
  const campaign = async (listId: string, more: Partial<typeof campaigns.$inferInsert> = {}) => {
    const id = crypto.randomUUID();
    const row = { id, organizationId, listId, subject: "News", status: "sent", ...more } as const;
    await db.insert(campaigns).values(row);
    return id;
  };
  const send = (campaignId: string, subscriberId: string) =>
    db
      .insert(campaignSends)
      .values({ organizationId, campaignId, subscriberId, sentAt: new Date() });
  return {
    organizationId,
    slug,
    owner,
    list,
    person,
    campaign,
    send,
    row: async (id: string) => {
      const [row] = await db.select().from(subscribers).where(eq(subscribers.id, id));
      return row;
    },
    listsOf: async (id: string) =>
      (
        await db
          .select({ name: lists.name })
          .from(listSubscriptions)
          .innerJoin(lists, eq(lists.id, listSubscriptions.listId))
          .where(eq(listSubscriptions.subscriberId, id))
      )
        .map(({ name }) => name)
        .toSorted(),
    events: (id: string) =>
      db
        .select()
        .from(subscriberEvents)
        .where(eq(subscriberEvents.subscriberId, id))
        .orderBy(subscriberEvents.createdAt, subscriberEvents.kind),
    left: async (campaignId: string) => {
      const stats = await db
        .select()
        .from(campaignStats)
        .where(eq(campaignStats.campaignId, campaignId));
      return stats.reduce((sum, { left }) => sum + left, 0);
    },
  };
}

export type Audience = Awaited<ReturnType<typeof audience>>;

/** Every row of the newsletter and the outbox, as one text: two of them are equal when nothing changed. */
export async function everything(db: TestDrizzle): Promise<string> {
  const tables = [
    ...["subscribers", "lists", "list_subscriptions", "subscriber_events", "suppressions"],
    ...["subscribe_forms", "subscribe_requests", "campaigns", "campaign_sends", "campaign_stats"],
    ...["campaign_letters", "outbox", "rate_limits", "lasting_limits", "newsletter_replies"],
  ];
  const [found] = await rows(
    db,
    sql`select ${sql.join(
      tables.map(
        (table) =>
          sql`(select coalesce(json_agg(t order by t::text), '[]') from ${sql.identifier(table)} as t)::text`,
      ),
      sql` || `,
    )} as "all"`,
    ({ all }) => String(all),
  );
  return found ?? "";
}

/** The same token with one letter changed. */
export const changed = (token: string, place: number): string =>
  `${token.slice(0, place)}${token[place] === "A" ? "B" : "A"}${token.slice(place + 1)}`;
