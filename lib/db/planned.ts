import type { SQL } from "drizzle-orm";
import { sql } from "./sql.ts";
import { written } from "./written.ts";

/**
 * The same statement, whose plan Postgres keeps: the first time that a session meets its text it reads
 * and plans it, and afterwards only runs it. It is worth it for long statements that come often with the
 * same text, since a plan takes memory in each session.
 * @param answer what it selects, as names with their types: `sql.raw("outcome text, left integer")`.
 */
export function planned(statement: SQL, answer: SQL): SQL {
  const { text, parameters } = written(statement);
  return sql`select * from planned(${text}, ${arrayText(parameters)}::text[]) as answer (${answer})`;
}

/** An array of texts and nulls, as Postgres reads one. */
const arrayText = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? "null" : quoted(value))).join(",")}}`;

const quoted = (value: string): string => `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
