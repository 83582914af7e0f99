import type { SQL } from "drizzle-orm";

/**
 * What a domain function takes: it sends one statement, on any driver. There is no `transaction`, because
 * HTTP has none, so every act is one statement.
 */
export interface Database {
  execute(statement: SQL): Promise<unknown>;
}

/**
 * The rows of a raw statement. neon-http answers `{ rows }`, postgres-js an array.
 * `parse` turns each row into its type and throws on a row of another shape; raw rows hold what the
 * driver gives, so cast in SQL what must be the same on both (facts on each driver: docs/endpoints.md).
 */
export async function rows<Row>(
  db: Database,
  statement: SQL,
  parse: (row: Record<string, unknown>) => Row,
): Promise<Row[]> {
  const result: unknown = await db.execute(statement);
  return rowsOf(result).map(parse);
}

function rowsOf(result: unknown): Record<string, unknown>[] {
  if (Array.isArray(result)) return result;
  if (
    typeof result === "object" &&
    result !== null &&
    "rows" in result &&
    Array.isArray(result.rows)
  ) {
    return result.rows;
  }
  throw new TypeError("The driver answered neither an array nor an object with rows");
}
