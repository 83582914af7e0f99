import type { Database } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { drawing, type Quota } from "#lib/quotas/drawing.ts";
import { subscribers } from "../../schema.ts";
import type { OwnLink } from "./fresh-link.ts";

/** Mails with a link to one's own data, for one person. */
const linksOfPerson = {
  purpose: "newsletter data links",
  quota: 3,
  window: 24 * 60 * 60,
} as const satisfies Quota;

/**
 * Mails a fresh link to a person's own data: to the address that we have, whoever asks. Nothing happens for
 * someone who was erased, who complained or whose address bounced, nor more often than 3 times a day.
 */
export async function askForData(
  db: Database,
  { organizationId, subscriberId, link }: OwnLink & { link: string },
): Promise<void> {
  const statement = sql`
    with person as materialized (
      select person.id, coalesce(person.address, person.email) as address, person.email,
        organizations.name as organization
      from ${subscribers} as person
      join ${organizations} on organizations.id = person.organization_id
      where person.organization_id = ${organizationId}::uuid and person.id = ${subscriberId}::uuid
        and person.status <> 'bounced' and person.complained_at is null
        and organizations.deleted_at is null
    ),
    drawn as materialized (${drawing([{ ...linksOfPerson, of: sql`id::text` }], sql`person`)}),
    mail as (${enqueued({
      template: "newsletter-data",
      from: sql`person cross join drawn where drawn.is_within`,
      // The local part as it was typed, at the domain as mail servers know it.
      recipient: sql`regexp_replace(person.address, '@[^@]*$', '') || substring(person.email from '@[^@]*$')`,
      props: sql`jsonb_build_object('organization', person.organization, 'link', ${link}::text)`,
    })})
    select`;
  await retryTransient(() => db.execute(statement));
}
