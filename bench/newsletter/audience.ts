import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";

const made = z.object({ organizationId: z.string(), campaignId: z.string() });

/** An organization with that many readers, `reader1@example.test` and so on, and a campaign that is due. */
export async function makeAudience(db: Database, people: number): Promise<z.output<typeof made>> {
  const mark = crypto.randomUUID().slice(0, 8);
  await db.execute(sql`
    insert into "user" (id, name, email, email_verified)
    values (${`owner-${mark}`}, 'Ada', ${`ada.${mark}@acme.test`}, true)`);
  const [found] = await rows(
    db,
    sql`
      with organization as (
        insert into organizations (slug, name) values (${`team-${mark}`}, 'A team') returning id
      ),
      credits as (
        insert into credit_grants (organization_id, credits)
        select id, ${people}::integer from organization
      ),
      list as (
        insert into lists (organization_id, owner_id, name, created_at)
        select id, ${`owner-${mark}`}::text, 'Readers', now() - interval '1 day' from organization
        returning id, organization_id
      ),
      people as (
        insert into subscribers (organization_id, owner_id, email, name, created_at)
        select id, ${`owner-${mark}`}::text, 'reader' || n || '@example.test', 'Reader ' || n,
          now() - interval '1 day'
        from organization, generate_series(1, ${people}::integer) as n
        returning id, organization_id
      ),
      joined as (
        insert into list_subscriptions (organization_id, list_id, subscriber_id, created_at)
        select people.organization_id, list.id, people.id, now() - interval '1 day' from people, list
      ),
      campaign as (
        insert into campaigns (organization_id, list_id, subject, content, status, scheduled_at)
        select organization_id, id, 'News for {{first_name}}',
          'Hello {{name}},' || chr(10) || chr(10) || 'there is [something new](https://example.com).',
          'scheduled', now() - interval '1 second'
        from list returning id, organization_id
      )
      select jsonb_build_object('organizationId', organization_id, 'campaignId', id) as made from campaign`,
    (row) => made.parse(row.made),
  );
  if (!found) throw new Error("No campaign was made");
  await db.execute(sql`analyze subscribers`);
  await db.execute(sql`analyze list_subscriptions`);
  return found;
}
