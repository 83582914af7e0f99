import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { keyset, turn } from "#lib/db/keyset.ts";
import { anyUuid } from "#lib/db/uuid.ts";
import { memberships, organizations, type Role, roles } from "#lib/organizations/schema.ts";
import { type Scope, scoped } from "#lib/organizations/scope.ts";

/** A moment as the API gives it: ISO 8601 with its offset. */
export const moment = z.iso.datetime({ offset: true });

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

/** A page of a list. */
export const listOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({
    data: z.array(item),
    /** For `cursor`, to read on; null at the end. */
    next: z.nullable(z.string()),
  });

interface List<Item> {
  /** A common table expression `reached`, one row or none, and what else `list` selects from. */
  reached: SQL;
  /** A select of the rows that the list is of, each with `id`. */
  list: SQL;
  /** What it is ordered by, then by id: expressions that are never null. */
  keys: SQL[];
  descending?: boolean;
  /** A row as JSON. */
  json: SQL;
  item: z.ZodMiniType<Item>;
}

/**
 * A page of a list, in one statement. A cursor whose row has gone since begins at the start.
 * @returns why there is none for whoever asks.
 */
export async function readList<Item extends { id: string }>(
  db: Database,
  { reached, list, keys, descending, json, item }: List<Item>,
  { limit, cursor }: ListQuery,
): Promise<{ data: Item[]; next: string | null } | "not_found" | "forbidden"> {
  const place = cursor ? { after: cursor } : {};
  const { tables, order } = keyset({
    list,
    places: list,
    keys,
    ...(descending && { descending }),
    place,
    size: limit,
  });
  const result = sql`select may, exists (select from place) as has_place,
    (select coalesce(json_agg(${json} order by ${order}), '[]') from page) as items
    from reach`;
  const shape = z.object({ may: z.boolean(), has_place: z.boolean(), items: z.array(item) });
  const [found] = await rows(db, act(sql`${reached}, ${tables}`, result), (row) =>
    z.parse(shape, row),
  );
  if (!found) return "not_found";
  if (!found.may) return "forbidden";
  const { shown, next } = turn(found.items, found.has_place, place, limit);
  return { data: shown, next: next ?? null };
}

/**
 * The common table expressions `reach`, one row for whoever has a part in the organization, and
 * `reached`, the same with `organization_id` if their role will do.
 */
export const reached = (scope: Scope, least: Role = "member"): SQL => sql`
  reach as (
    select ${organizations.id} as organization_id, ${memberships.role} as role,
      ${memberships.role} = any (array[${sql.join(
        roles.slice(0, roles.indexOf(least) + 1).map((role) => sql`${role}::text`),
        sql`, `,
      )}]) as may
    from ${scoped(scope)}
  ),
  reached as (select * from reach where may)`;
