import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import {
  listSubscriptions,
  lists,
  subscribers,
  suppressions,
} from "#lib/products/newsletter/schema.ts";
import { team } from "../../../organizations/team.ts";

process.env.NEWSLETTER_SECRET ??= "a secret of the tests, with 32 characters";

type Person = Partial<typeof subscribers.$inferInsert>;

/** An organization with lists and people, as rows that no act wrote. */
export async function audienceTeam(db: DrizzleDatabase) {
  const found = await team(db);
  const organizationId = found.id;
  const own = { organizationId, ownerId: found.owner.userId };
  const addList = async (name: string, more: Partial<typeof lists.$inferInsert> = {}) => {
    const id = crypto.randomUUID();
    await db.insert(lists).values({ id, ...own, name, ...more });
    return id;
  };
  const addPerson = async (on: string[] = [], more: Person = {}) => {
    const id = crypto.randomUUID();
    const email = more.email ?? `${id}@example.test`;
    const addressHash = await hashAddress(email);
    await db.insert(subscribers).values({ id, ...own, email, addressHash, ...more });
    for (const listId of on) {
      await db.insert(listSubscriptions).values({ organizationId, listId, subscriberId: id });
    }
    return { id, email, addressHash };
  };
  const suppress = (
    addressHash: string,
    reason: (typeof suppressions.$inferInsert)["reason"] = "do_not_mail",
  ) => db.insert(suppressions).values({ organizationId, addressHash, reason });
  return { ...found, ...own, addList, addPerson, suppress };
}
