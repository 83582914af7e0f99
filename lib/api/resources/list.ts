import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import type { Turned, Window } from "#lib/db/keyset.ts";
import { readOne } from "#lib/db/read.ts";
import { type Field, field, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { anyUuid } from "#lib/db/uuid.ts";
import { dayPattern, line } from "#lib/forms/fields.ts";

const mostPerPage = 100;

/** The query of a list. */
export const listQuery = z.object({
  limit: z._default(
    z.coerce
      .number("limit_invalid")
      .check(
        z.int("limit_invalid"),
        z.gte(1, "limit_invalid"),
        z.lte(mostPerPage, "limit_invalid"),
        z.describe("The maximum number of entries per page."),
      ),
    25,
  ),
  cursor: z.optional(
    anyUuid("cursor_invalid").check(
      z.describe("The `next` value of the previous page. Leave it out for the first page."),
    ),
  ),
});
export type ListQuery = z.output<typeof listQuery>;

const text = line(100, {
  missing: "filter_invalid",
  tooLong: "filter_invalid",
  invalid: "filter_invalid",
});

/** Text that a list is filtered by. */
export const textFilter = (description: string) => z.optional(text.check(z.describe(description)));

/** A day that a list is filtered by. */
export const dayFilter = (description: string) =>
  z.optional(
    z.string("day_invalid").check(z.regex(dayPattern, "day_invalid"), z.describe(description)),
  );

/** A page of a list. */
export const listOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({
    data: z.array(item),
    /** For `cursor`, to read on; null at the end. */
    next: z.nullable(z.string()),
  });

/** A cursor is the id of the last row of the page before; when it has gone since, the list begins again. */
export const windowOf = ({ limit, cursor }: ListQuery): Window => ({ after: cursor, size: limit });

interface List<Item> {
  /** A common table expression `reach`, one row with `may` or none, and what else `with` reads from. */
  reach: SQL;
  /** Common table expressions of the page. */
  with: SQL;
  list: Field<Turned<Item>>;
}

/**
 * A page of a list, in one statement.
 * @returns why the caller gets none.
 */
export async function readList<Item>(
  db: Database,
  { reach, with: ctes, list }: List<Item>,
): Promise<{ data: Item[]; next: string | null } | "not_found" | "forbidden"> {
  const found = await readOne(db, shape({ may: field(z.boolean(), sql`reach.may`), list }), {
    with: sql`${reach}, ${ctes}`,
    from: sql`reach`,
  });
  if (!found) return "not_found";
  if (!found.may) return "forbidden";
  const { shown, next } = found.list;
  return { data: shown, next: next ?? null };
}
