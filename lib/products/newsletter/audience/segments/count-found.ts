import type { SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { countLimit } from "../capped.ts";

// Without the tables: a small edge function counts.

/** How many people a filter finds, and how many of them campaigns go to; both capped. */
export const foundCount = z.object({ people: z.coerce.number(), mailable: z.coerce.number() });
export type FoundCount = z.output<typeof foundCount>;

/** @param filter a `jsonb`; null counts nobody. */
export const countFound = (organizationId: SQLWrapper, filter: SQLWrapper) =>
  field(
    foundCount,
    sql`(select to_json(counted) from newsletter_filter_count(
      ${organizationId}, ${filter}, ${sql.raw(String(countLimit + 1))}
    ) as counted)`,
  );
