import type { SQL } from "drizzle-orm/sql";
import { containing } from "#lib/db/sought.ts";
import { sql } from "#lib/db/sql.ts";
import { listedMembers } from "../schema.ts";
import { tenant } from "../tenant.ts";

/** A select of the members who have some text in their name or address, by the index of words. */
export const membersWith = (text: string): SQL => sql`select * from ${listedMembers}
  where ${listedMembers.organizationId}::text = (select ${tenant.organizationId}::text from scope)
    and ${listedMembers.words} like ${containing(text)}`;
