import { alias } from "drizzle-orm/pg-core";
import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { field, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { importParts, imports } from "#lib/imports/schema.ts";
import { inTenant } from "#lib/organizations/tenant.ts";

const importNamed = (name: string) => alias(imports, name);
type ImportRow = ReturnType<typeof importNamed>;

const sumOf = (row: ImportRow, column: SQLWrapper) =>
  field(
    z.number(),
    sql`(select coalesce(sum(${column}), 0)::integer from ${importParts}
      where ${importParts.importId} = ${row.id})`,
  );

/** The state of an import, as its parts have it: the same wherever it is looked at. */
export const importState = (row: ImportRow) =>
  shape({
    id: row.id,
    fileName: row.fileName,
    /** What each part has to bring along. */
    layout: field(z.string(), sql`(${row.format} || ${row.mapping})::text`),
    /** SHA-256 of the file, when whoever sends it said so. */
    digest: field(z.nullable(z.string()), sql`${row.options}->>'digest'`),
    /** How many parts the file has, and how many were taken in. */
    parts: row.parts,
    taken: row.taken,
    /** Rows of the parts that were taken in; each is one of the six below. */
    rows: sumOf(row, importParts.rows),
    created: sumOf(row, importParts.created),
    updated: sumOf(row, importParts.updated),
    unchanged: sumOf(row, importParts.unchanged),
    refused: sumOf(row, importParts.refused),
    repeated: sumOf(row, importParts.repeated),
    keptAway: sumOf(row, importParts.keptAway),
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    undoneAt: row.undoneAt,
    /** Subscribers that were removed when it was undone. */
    removed: row.removed,
  });

/** The imports of subscribers of an organization, newest first. */
export const importList = keyset("import", importNamed);

const ofTenant: SQL = sql`select * from ${imports}
  where ${inTenant(imports.organizationId)} and ${imports.kind} = 'subscribers'`;

/** Common table expressions over `scope`, for a page of `importList`. */
export const importsOf = (window: Window): SQL =>
  importList.tables({ rows: ofTenant, keys: (row) => [row.createdAt], descending: true }, window);

/** The same for one import: `import` has its row, or none. */
export const importOf = (id: string): SQL =>
  sql`import as (${ofTenant} and ${imports.id} = ${id}::uuid)`;

/** The parts that are missing, from 0; the first 1,000 of them. */
export const missingParts = (row: ImportRow) =>
  field(
    z.array(z.number()),
    sql`(select coalesce(json_agg(number), '[]') from (
      select number from generate_series(0, ${row.parts} - 1) as number
      where number not in (
        select ${importParts.number} from ${importParts} where ${importParts.importId} = ${row.id}
      )
      order by number limit 1000
    ) as missing)`,
  );
