import type { SQL } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { type Field, field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { formatNumber } from "#lib/text/format.ts";

/** No page counts further: its time would grow with the audience. */
export const countLimit = 10_000;

/** How many rows there are, up to one more than `countLimit`. @param from what stands after `from`. */
export const cappedCount = (from: SQL): Field<number> =>
  field(
    z.coerce.number(),
    sql`(select count(*) from (select from ${from} limit ${sql.raw(String(countLimit + 1))}) as counted)`,
  );

/** `1,204`, or `10,000+`. */
export const formatCapped = (count: number): string =>
  count > countLimit ? `${formatNumber(countLimit)}+` : formatNumber(count);
