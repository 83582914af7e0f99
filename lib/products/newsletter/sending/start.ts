import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { freezeLetter } from "../letter/freeze.ts";
import { campaignLetters, campaignLinks, campaignRuns, campaigns } from "../schema.ts";
import { readSource, type Source, sourceJson, sourceTables } from "./letter-source.ts";

/** A campaign that is later than this is one of a restored backup, say: it asks before it is sent. */
export const heldAfterHours = 24;

const isDue = sql`(
  ${campaigns.status} = 'scheduled' and ${campaigns.scheduledAt} <= now()
  and ${campaigns.startedAt} is null and ${campaigns.pausedAt} is null
  and ${campaigns.heldAt} is null and ${campaigns.cancelledAt} is null
)`;

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
      select ${sourceJson} as source from ${sourceTables}
      where ${isDue} and ${organizations.deletedAt} is null
      order by ${campaigns.scheduledAt} limit 100`,
    (row) => readSource(row.source),
  );
  let started = 0;
  for (const one of found) if (await start(db, one)) started++;
  return { started, held: held.length };
}

/** @returns false when somebody else was faster, or changed the campaign just now. */
async function start(db: Database, source: Source): Promise<boolean> {
  const { letter, targets } = freezeLetter(source);
  const started = await rows(
    db,
    sql`
      with started as (
        update ${campaigns} set started_at = now()
        where ${campaigns.id} = ${source.id}::uuid and ${campaigns.revision} = ${source.revision}::integer
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
