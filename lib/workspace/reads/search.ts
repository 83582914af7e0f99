import type { SQL } from "drizzle-orm/sql";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { rowsOf } from "#lib/db/row.ts";
import { Field, field, listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { hasAtLeast } from "#lib/organizations/scope.ts";
import { scopeOf, tenant } from "#lib/organizations/tenant.ts";
import { parts } from "#lib/products/parts.ts";
import type { SearchPart } from "#lib/products/search-part.ts";
import { coreSearch } from "./core-search.ts";

/** What is searched: products before the core, since more is in them. */
const sought: readonly SearchPart[] = [
  ...Object.values(parts).flatMap(({ search }) => search ?? []),
  ...coreSearch,
];

const hits = rowsOf({
  id: field(z.string(), sql`hit.id`),
  title: field(z.string(), sql`hit.title`),
  detail: field(z.nullable(z.string()), sql`hit.detail`),
  nth: field(z.number(), sql`hit.nth`),
});
const nameOf = (at: number) => `search_${at}`;

/** What one kind of things has with the words. */
const found = (part: SearchPart, at: number) => {
  const { id, title, detail, nth } = hits.of(nameOf(at));
  const list = listOf(shape({ id, title, detail }), {
    from: sql`${sql.identifier(nameOf(at))}`,
    order: sql`${nth}`,
  });
  const withPaths = z.transform((rows: ValueOf<typeof list>) =>
    rows.map(({ id, ...hit }) => ({ ...hit, path: part.path(id) })),
  );
  return new Field(list.expression, z.pipe(list.parser, withPaths));
};

/** What each kind of things has with the words, of the common table expressions of `searched`. */
export const groups = shape(
  Object.fromEntries(sought.map((part, at) => [nameOf(at), found(part, at)])),
);

/**
 * Common table expressions over `scope`: for each kind of things, the rows that have the words. A kind that
 * the viewer's role may not find is not looked for.
 * @param limit of each kind.
 */
export function searched(words: string, limit: number): SQL {
  return sql.join(
    sought.map((part, at) => {
      const {
        with: own,
        from,
        id,
        title,
        detail = sql`null::text`,
        order,
      } = part.sought(words, limit);
      return sql`${own && sql`${own},`} ${sql.identifier(nameOf(at))} as (
        select ${hits.columns} from (
          select ${id} as id, ${title} as title, ${detail} as detail,
            row_number() over (order by ${order})::integer as nth
          from ${from} order by ${order} limit ${limit}::integer
        ) as hit
        where (select ${hasAtLeast(part.needs.least, sql`role`)} from scope)
      )`;
    }),
    sql`, `,
  );
}

export interface SearchHit {
  title: string;
  detail: string | null;
  /** Below the organization's own address. */
  path: string;
}

export interface SearchGroup {
  label: string;
  hits: SearchHit[];
  /** Whether there is more than was asked for. */
  hasMore: boolean;
}

/** The groups with something in them, in their order. */
export function groupsOf(all: ValueOf<typeof groups>, limit: number): SearchGroup[] {
  return sought.flatMap(({ label }, at) => {
    const found = all[nameOf(at)] ?? [];
    if (found.length === 0) return [];
    return { label, hits: found.slice(0, limit), hasMore: found.length > limit };
  });
}

const asked = shape({
  /** Null when nobody has the session that was sent. */
  asker: field(z.nullable(z.string()), sql`(select id from asked)`),
  slug: field(z.nullable(z.string()), sql`(select ${tenant.slug} from scope)`),
  groups,
});

/** How many of each kind the command menu shows. */
const shownInMenu = 5;

/**
 * The same for the command menu of the current visitor.
 * @param viewer the user's id as SQL, which proves the session.
 * @returns undefined when the session has ended, null for all but the organization's members.
 */
export async function searchAs(db: Database, viewer: SQL, slug: string, words: string) {
  const scope = { userId: null, viewer: sql`(select id from asked)`, slug };
  const found = await readOne(db, asked, {
    with: sql`asked as (select ${viewer} as id), ${scopeOf(scope)},
      ${searched(words, shownInMenu + 1)}`,
  });
  if (found?.asker == null) return undefined;
  if (found.slug === null) return null;
  return { slug: found.slug, groups: groupsOf(found.groups, shownInMenu) };
}
