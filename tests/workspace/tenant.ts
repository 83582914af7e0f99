import { auditEvents } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { makeTenant } from "../tenant.ts";

type Event = Omit<typeof auditEvents.$inferInsert, "organizationId">;

/** An organization with an owner, and ways to let others in and to have things happen. */
export async function tenant(db: DrizzleDatabase, name = "A tenant") {
  const made = await makeTenant(db, { name, first: { name: "Owner" } });
  const happen = async (events: Event[]) => {
    for (let at = 0; at < events.length; at += 1_000) {
      const some = events.slice(at, at + 1_000);
      await db
        .insert(auditEvents)
        .values(some.map((event) => ({ ...event, organizationId: made.id })));
    }
  };

  return { ...made, happen };
}

/** Every row of a list, page by page, each page after the one before. */
export async function turnAll<Row extends { id: string }>(
  read: (after?: string) => Promise<{ shown: Row[]; next: string | undefined } | null>,
  between: (page: number) => Promise<unknown> = async () => {},
): Promise<Row[]> {
  const all: Row[] = [];
  let after: string | undefined;
  for (let page = 0; page === 0 || after; page++) {
    const found = await read(after);
    if (!found) throw new Error("not found");
    all.push(...found.shown);
    after = found.next;
    await between(page);
  }
  return all;
}
