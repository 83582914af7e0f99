import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { freezeLetter } from "../letter/freeze.ts";
import {
  campaignLetters,
  campaignLinks,
  campaignRuns,
  campaigns,
  newsletterSettings,
  series,
  seriesSteps,
} from "../schema.ts";
import { isActive } from "../sending/conditions.ts";
import { readSource, type Source, sourceJson, sourceTables } from "../sending/letter-source.ts";
import { isReady } from "./ready.ts";

/**
 * Freezes what the steps of active series say: at first, after each change of their words or of the
 * settings, and daily, since the name of the organization is in it too. A step that is not ready keeps its
 * letter, and nobody is queued for it.
 */
export async function freezeSteps(db: Database): Promise<void> {
  const found = await rows(
    db,
    sql`
      select ${sourceJson} as source from ${sourceTables}
      join ${series} on ${series.id} = ${campaigns.seriesId} and ${isActive}
      join ${seriesSteps} on ${seriesSteps.campaignId} = ${campaigns.id}
      where ${organizations.deletedAt} is null and ${isReady(campaigns)} and not exists (
        select from ${campaignLetters} where ${campaignLetters.campaignId} = ${campaigns.id}
          and ${campaignLetters.revision} = ${campaigns.revision}
          and ${campaignLetters.frozenAt} > now() - interval '1 day'
          and ${campaignLetters.frozenAt} > coalesce(${newsletterSettings.changedAt}, '-infinity')
      )
      limit 200`,
    (row) => readSource(row.source),
  );
  for (const one of found) await freeze(db, one);
}

/** Unless somebody changes the words just now: then the next look freezes those. */
async function freeze(db: Database, source: Source): Promise<void> {
  const { letter, targets } = freezeLetter(source);
  await db.execute(sql`
    with started as (
      update ${campaigns}
      set status = 'scheduled', started_at = coalesce(${campaigns.startedAt}, now())
      where ${campaigns.id} = ${source.id}::uuid
        and ${campaigns.revision} = ${source.revision}::integer and ${campaigns.cancelledAt} is null
      returning ${campaigns.id}, ${campaigns.organizationId}, ${campaigns.revision}
    ),
    run as (
      insert into ${campaignRuns} (campaign_id, organization_id, queued_at)
      select id, organization_id, now() from started
      on conflict (campaign_id) do nothing
    ),
    letter as (
      insert into ${campaignLetters} (campaign_id, organization_id, letter, revision)
      select id, organization_id, ${JSON.stringify(letter)}::jsonb, revision from started
      on conflict (campaign_id) do update
      set letter = excluded.letter, revision = excluded.revision, frozen_at = now()
    )
    insert into ${campaignLinks} (campaign_id, organization_id, number, target)
    select id, organization_id, place - 1, target
    from started, jsonb_array_elements_text(${JSON.stringify(targets)}::jsonb)
      with ordinality as links (target, place)
    on conflict (campaign_id, number) do update set target = excluded.target, corrected = null`);
}
