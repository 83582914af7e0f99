import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import {
  listSubscriptions,
  lists,
  subscribers,
  suppressions,
} from "#lib/products/newsletter/schema.ts";
import type { Team } from "../../organizations/team.ts";

/** An id that belongs to an organization, the same whenever it is asked for. */
export const idIn = ({ id }: { id: string }, what: string): string => {
  const prefix = Array.from(what, (letter) => letter.charCodeAt(0).toString(16)).join("");
  return `${prefix.padEnd(8, "0").slice(0, 8)}${id.slice(8)}`;
};

export const listIn = (team: { id: string }) => idIn(team, "list");
export const personIn = (team: { id: string }) => idIn(team, "subs");

/** A list, and somebody on it. */
export async function withAudience(
  db: DrizzleDatabase,
  team: Team,
  person: Partial<typeof subscribers.$inferInsert> = {},
): Promise<void> {
  const own = { organizationId: team.id, ownerId: team.owner.userId };
  const [listId, subscriberId] = [listIn(team), personIn(team)];
  const email = `${subscriberId}@example.test`;
  await db.insert(lists).values({ ...own, id: listId, name: "Monthly letter" });
  await db.insert(subscribers).values({
    ...{ ...own, id: subscriberId, email },
    addressHash: await hashAddress(email),
    ...person,
  });
  await db.insert(listSubscriptions).values({ organizationId: team.id, listId, subscriberId });
}

/** The same, and their address is suppressed. */
export async function withSuppressed(db: DrizzleDatabase, team: Team): Promise<void> {
  await withAudience(db, team);
  const addressHash = await hashAddress(`${personIn(team)}@example.test`);
  await db
    .insert(suppressions)
    .values({ organizationId: team.id, addressHash, reason: "do_not_mail" });
}
