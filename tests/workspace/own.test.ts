import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { memberships, organizations, user } from "#drizzle/tables.ts";
import {
  listMyOrganizations,
  organizationsPerPage,
} from "#lib/workspace/reads/my-organizations.ts";
import { drivers, testDatabase } from "../database.ts";
import { tenant, turnAll } from "./tenant.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("people see where they are a member, and what they deleted until it goes", async () => {
    const { userId } = (await tenant(db(), "Mine")).owner;
    const past = new Date(Date.now() - 1_000);
    const future = new Date(Date.now() + 86_400_000);
    const add = async (
      name: string,
      values: { deletedAt?: Date; purgeAfter?: Date },
      membership: Partial<typeof memberships.$inferInsert> = {},
    ) => {
      const { id: organizationId, slug } = await tenant(db(), name);
      await db()
        .update(organizations)
        .set({ slug, ...values })
        .where(eq(organizations.id, organizationId));
      await db()
        .insert(memberships)
        .values({ organizationId, userId, ...membership });
      return { id: organizationId, slug };
    };
    const also = await add("Also mine", {});
    const going = await add("Going", { deletedAt: past, purgeAfter: future }, { role: "owner" });
    await add("Gone", { deletedAt: past, purgeAfter: past });
    await add("Clerk's tombstone", { deletedAt: past });
    await add("Left", {}, { deletedAt: past });
    await tenant(db(), "Foreign");

    const found = await listMyOrganizations(db(), { userId });
    expect(found).toMatchObject({ viewer: { id: userId, name: "Owner" }, next: undefined });
    expect(found?.shown).toEqual([
      { ...also, name: "Also mine", role: "member", memberCount: 2, planName: "Free" },
      expect.objectContaining({ name: "Mine", role: "owner", memberCount: 1 }),
    ]);
    expect(found?.leaving).toEqual([{ ...going, name: "Going", role: "owner", goesAt: future }]);
  });

  test("somebody who is nowhere a member has an empty list, and nobody has none", async () => {
    const userId = crypto.randomUUID();
    await db().insert(user).values({ id: userId, name: "Alone" });
    expect(await listMyOrganizations(db(), { userId })).toMatchObject({ shown: [], leaving: [] });
    await db().update(user).set({ deletedAt: new Date() }).where(eq(user.id, userId));
    expect(await listMyOrganizations(db(), { userId })).toBeNull();
    expect(await listMyOrganizations(db(), { userId: "nobody" })).toBeNull();
  });

  test("page after page shows each organization once, also those of one name", async () => {
    const userId = crypto.randomUUID();
    await db().insert(user).values({ id: userId, name: "Everywhere" });
    const ids = Array.from({ length: organizationsPerPage + 5 }, () => crypto.randomUUID());
    await db()
      .insert(organizations)
      .values(ids.map((id) => ({ id, slug: id, name: "Same" })));
    await db()
      .insert(memberships)
      .values(ids.map((organizationId) => ({ organizationId, userId })));
    const all = await turnAll((after) => listMyOrganizations(db(), { userId }, { after }));
    expect(all.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });
});
