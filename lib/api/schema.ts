import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "#lib/db/columns.ts";

/** What came of a request that had an `Idempotency-Key`, kept by the statement that acted. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    /** SHA-256 of who asked, for what, and the key, as hexadecimal. */
    id: text("id").primaryKey(),
    /** SHA-256 of the body, as hexadecimal: another one under the same key is a mistake. */
    fingerprint: text("fingerprint").notNull(),
    /** The rows that the statement returned. A repeated request builds its response from them. */
    result: jsonb("result").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index("idempotency_keys_created_at").on(table.createdAt),
    check("idempotency_keys_id_check", sql`length(${table.id}) = 64`),
  ],
);
