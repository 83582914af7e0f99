import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { outbox } from "./schema.ts";
import type { MailTemplate } from "./templates.ts";

interface Enqueued {
  template: MailTemplate;
  /** What to select from: a common table expression with a row for each mail. */
  from: SQL;
  /** Expressions over `from`: the address, and a `jsonb` with the template's props. */
  recipient: SQL;
  props: SQL;
}

/**
 * The insert that puts mail into the outbox, as a common table expression of the statement that is
 * its cause: no cause, no mail. Once the answer is sent, `deliverMail` has it on its way.
 */
export function enqueued({ template, from, recipient, props }: Enqueued): SQL {
  return sql`insert into ${outbox} (recipient, template, props)
    select ${recipient}, ${template}::text, ${props} from ${from}`;
}
