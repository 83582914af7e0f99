import type { SQL } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { type Field, field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { countLimit } from "./capped.ts";

/** How many rows there are, up to one more than `countLimit`. @param from what stands after `from`. */
export const cappedCount = (from: SQL): Field<number> =>
  field(
    z.coerce.number(),
    sql`(select count(*) from (select from ${from} limit ${sql.raw(String(countLimit + 1))}) as counted)`,
  );
