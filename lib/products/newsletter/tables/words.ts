import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";

/** What a person is found by, as the index of the search has it. */
export const subscriberWords = (person: { email: SQLWrapper; name: SQLWrapper }): SQL =>
  sql`lower(${person.email} || ' ' || coalesce(${person.name}, ''))`;
