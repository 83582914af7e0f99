import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { listOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { freezeLetter } from "../letter/freeze.ts";
import {
  campaignLetters,
  campaignLinks,
  campaignRuns,
  campaigns,
  newsletterSettings,
  subscriberFields,
} from "../schema.ts";

/** A campaign that is later than this is one of a restored backup, say: it asks before it is sent. */
export const heldAfterHours = 24;

const isDue = sql`(
  ${campaigns.status} = 'scheduled' and ${campaigns.scheduledAt} <= now()
  and ${campaigns.startedAt} is null and ${campaigns.pausedAt} is null
  and ${campaigns.heldAt} is null and ${campaigns.cancelledAt} is null
)`;

const due = shape({
  id: campaigns.id,
  revision: campaigns.revision,
  organization: organizations.name,
  campaign: shape({
    subject: campaigns.subject,
    subjectB: campaigns.subjectB,
    preheader: campaigns.preheader,
    content: campaigns.content,
  }),
  fields: listOf(subscriberFields.key, {
    from: sql`${subscriberFields} where ${subscriberFields.organizationId} = ${campaigns.organizationId}`,
  }),
});

const settings = z.object({
  senderName: z.string(),
  replyTo: z.nullable(z.string()),
  postalAddress: z.string(),
});

const dueCampaign = z.object({ found: due.parser, settings });

/**
 * Starts the campaigns whose time has come: what they send is frozen, and from now on nobody who joins
 * is in their audience. One that is a day late is held instead.
 * @returns how many started.
 */
export async function startDue(db: Database): Promise<{ started: number; held: number }> {
  const held = await rows(
    db,
    sql`
      update ${campaigns} set held_at = now(), held_reason = 'late', changed_at = now()
      where ${isDue}
        -- Unless somebody has looked at it since, such as one who lets it go although it is late.
        and greatest(${campaigns.scheduledAt}, ${campaigns.changedAt})
          < now() - make_interval(hours => ${heldAfterHours}::integer)
      returning ${campaigns.id}`,
    ({ id }) => String(id),
  );
  const found = await rows(
    db,
    sql`
      select jsonb_build_object('found', ${due}, 'settings', jsonb_build_object(
        'senderName', coalesce(${newsletterSettings.senderName}, ''),
        'replyTo', ${newsletterSettings.replyTo},
        'postalAddress', coalesce(${newsletterSettings.postalAddress}, '')
      )) as row
      from ${campaigns}
      join ${organizations} on ${organizations.id} = ${campaigns.organizationId}
      left join ${newsletterSettings}
        on ${newsletterSettings.organizationId} = ${campaigns.organizationId}
      where ${isDue} and ${organizations.deletedAt} is null
      order by ${campaigns.scheduledAt} limit 100`,
    ({ row }) => dueCampaign.parse(row),
  );
  let started = 0;
  for (const one of found) if (await start(db, one)) started++;
  return { started, held: held.length };
}

/** @returns false when somebody else was faster, or changed the campaign just now. */
async function start(
  db: Database,
  { found, settings: frozen }: z.output<typeof dueCampaign>,
): Promise<boolean> {
  const { letter, targets } = freezeLetter({ ...found, settings: frozen });
  const started = await rows(
    db,
    sql`
      with started as (
        update ${campaigns} set started_at = now()
        where ${campaigns.id} = ${found.id}::uuid and ${campaigns.revision} = ${found.revision}::integer
          and ${isDue}
        returning ${campaigns.id}, ${campaigns.organizationId}
      ),
      run as (
        insert into ${campaignRuns} (campaign_id, organization_id)
        select id, organization_id from started
      ),
      letter as (
        insert into ${campaignLetters} (campaign_id, organization_id, letter)
        select id, organization_id, ${JSON.stringify(letter)}::jsonb from started
      ),
      links as (
        insert into ${campaignLinks} (campaign_id, organization_id, number, target)
        select id, organization_id, place - 1, target
        from started, jsonb_array_elements_text(${JSON.stringify(targets)}::jsonb)
          with ordinality as links (target, place)
      )
      select id from started`,
    ({ id }) => String(id),
  );
  return started.length > 0;
}
