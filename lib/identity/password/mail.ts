import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { enqueued } from "#lib/mail/enqueue.ts";

/**
 * The insert that tells a person that their password was changed.
 * @param person what comes after `from`: it has their `name` and `email`.
 */
export const passwordMail = (person: SQL, appUrl: string): SQL =>
  enqueued({
    template: "password-changed",
    from: sql`${person}`,
    recipient: sql`person.email`,
    props: sql`jsonb_build_object(
      'name', person.name, 'link', ${new URL("/forgot-password", appUrl).href}::text
    )`,
  });
