import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";

interface PersonRow {
  organizationId: SQLWrapper;
  status: SQLWrapper;
  pendingSince: SQLWrapper;
  addressHash: SQLWrapper;
}

/** Whether a row of `subscribers` may be sent campaigns now. Names alone: the card of the overview has it. */
export const isMailable = (person: PersonRow): SQL => sql`(
  ${person.status} = 'subscribed' and ${person.pendingSince} is null
  and not exists (
    select from suppressions
    where suppressions.organization_id = ${person.organizationId}
      and suppressions.address_hash = ${person.addressHash}
  )
)`;
