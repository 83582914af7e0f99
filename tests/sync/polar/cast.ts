import { organizations } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { type Catalogue, readCatalogue } from "#local/polar/story/catalogue.ts";
import type { PolarCast } from "#local/polar/story/events.ts";
import { newCast } from "../cast.ts";

/** Organizations that no story has been about. */
export async function newPolarCast(
  db: DrizzleDatabase,
  {
    catalogue,
    count = 2,
    isOnePayer = false,
  }: { catalogue?: Catalogue; count?: number; isOnePayer?: boolean } = {},
): Promise<PolarCast> {
  const name = newCast();
  const made = await db
    .insert(organizations)
    .values(Array.from({ length: count }, (_, number) => ({ slug: `${name}-${number}`, name })))
    .returning({ id: organizations.id });
  return {
    name,
    organizationIds: made.map(({ id }) => id),
    isOnePayer,
    catalogue: catalogue ?? (await readCatalogue(db)),
  };
}
