import type { SQL } from "drizzle-orm/sql";
import type * as z from "zod/mini";
import { Field, fieldOf, type Sources, type ValueOf } from "./shape.ts";
import { sql } from "./sql.ts";

/** The columns of a subquery, under the name that it has where they are read. */
export type Row<Of extends Sources> = { [Key in keyof Of]: Field<ValueOf<Of[Key]>> };

export interface Rows<Of extends Sources> {
  /** For after `select`: each column is named after its key, in snake case. */
  columns: SQL;
  /** The columns where the subquery is called so: of `page`, `joinedAt` is `"page"."joined_at"`. */
  of(name: string): Row<Of>;
}

/** What a subquery selects, so that a shape can read its columns with their types. */
export function rowsOf<Of extends Sources>(sources: Of): Rows<Of>;
export function rowsOf(sources: Sources): Rows<Sources> {
  const fields = Object.entries(sources).map(([key, source]) => [key, fieldOf(source)] as const);
  const columns = fields.map(([key, field]) => sql`${field} as ${columnName(key)}`);
  const of = (name: string) =>
    Object.fromEntries(fields.map(([key, { parser }]) => [key, columnOf(name, key, parser)]));
  return { columns: sql.join(columns, sql`, `), of };
}

/** The columns of what has no table, such as the row of a function, with their parsers. */
export function rowNamed<Of extends Readonly<Record<string, z.ZodMiniType>>>(
  name: string,
  parsers: Of,
): { [Key in keyof Of]: Field<z.output<Of[Key]>> };
export function rowNamed(name: string, parsers: Readonly<Record<string, z.ZodMiniType>>) {
  return Object.fromEntries(
    Object.entries(parsers).map(([key, parser]) => [key, columnOf(name, key, parser)]),
  );
}

const columnOf = (row: string, key: string, parser: z.ZodMiniType) =>
  new Field(sql`${sql.identifier(row)}.${columnName(key)}`, parser);

const columnName = (key: string) =>
  sql.identifier(key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
