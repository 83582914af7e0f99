import * as z from "zod/mini";
import { field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "./schema.ts";

/** What a row of `user` is called: by name, else by address; null when neither is left. */
export const nameOrAddress = field(
  z.nullable(z.string()),
  sql`coalesce(nullif(${user.name}, ''), ${user.email})`,
);
