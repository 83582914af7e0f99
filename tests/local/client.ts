import postgres from "postgres";
import { onTestFinished } from "vitest";

/** A client for the running test, with one connection unless told otherwise. */
export function client(url: string, max = 1): postgres.Sql {
  const sql = postgres(url, { max, prepare: false, fetch_types: false, onnotice() {} });
  onTestFinished(() => sql.end({ timeout: 1 }));
  return sql;
}
