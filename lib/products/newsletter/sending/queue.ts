import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { audienceOfCampaign, audienceSql } from "../audience/audience.ts";
import { campaignRuns, campaignSends, campaigns } from "../schema.ts";
import { isSending } from "./conditions.ts";
import { chargeRun } from "./credits.ts";

/** People whose rows one statement writes. */
const chunk = 20_000;

interface Queueing {
  /** Where people reach the app. */
  appUrl: string;
  /** Aborted when the time is over. */
  signal?: AbortSignal;
  size?: number;
}

/**
 * Writes a row for each person of the audiences of campaigns that have started. The run remembers how far
 * it has come in the same statement, so a function that dies costs one chunk of work at the most. Once an
 * audience is complete, its run is charged and goes on.
 */
export async function queueAudiences(
  db: Database,
  { appUrl, signal, size = chunk }: Queueing,
): Promise<{ queued: number }> {
  let queued = 0;
  const open = await rows(
    db,
    sql`
      select ${campaignRuns.campaignId} from ${campaignRuns}
      join ${campaigns} on ${campaigns.id} = ${campaignRuns.campaignId}
      join ${organizations} on ${organizations.id} = ${campaignRuns.organizationId}
      where ${campaignRuns.finishedAt} is null and ${campaignRuns.queuedAt} is null and ${isSending}
      order by ${campaignRuns.startedAt}`,
    ({ campaign_id }) => String(campaign_id),
  );
  for (const campaignId of open) {
    for (let isOpen = true; isOpen && !signal?.aborted; ) {
      const part = await queuePart(db, campaignId, size);
      queued += part?.queued ?? 0;
      isOpen = part?.isLast === false;
      if (part?.isLast) await chargeRun(db, { campaignId, appUrl });
    }
  }
  return { queued };
}

const part = z.object({ queued: z.number(), isLast: z.boolean() });

/** @returns nothing when another sender is at it, or somebody paused it. */
async function queuePart(
  db: Database,
  campaignId: string,
  size: number,
): Promise<z.output<typeof part> | undefined> {
  const people = audienceSql(sql`run.organization_id`, audienceOfCampaign(campaigns), {
    until: sql`run.started_at`,
    after: sql`run.last_subscriber_id`,
    limit: sql`${size}::bigint`,
  });
  const [done] = await rows(
    db,
    sql`
      with run as materialized (
        select ${campaignRuns}.* from ${campaignRuns}
        join ${campaigns} on ${campaigns.id} = ${campaignRuns.campaignId}
        join ${organizations} on ${organizations.id} = ${campaignRuns.organizationId}
        where ${campaignRuns.campaignId} = ${campaignId}::uuid and ${campaignRuns.queuedAt} is null
          and ${campaignRuns.finishedAt} is null and ${isSending}
        for update of campaign_runs skip locked
      ),
      people as materialized (
        select audience.subscriber_id,
          -- By the person and the campaign, so that nobody is always among those who test.
          ${campaigns.subjectB} is not null and ${campaigns.testShare} is not null as is_tested,
          chance.hundredths < ${campaigns.testShare} as is_in_test,
          row_number() over (
            partition by chance.hundredths < ${campaigns.testShare} order by audience.subscriber_id
          ) % 2 as half
        from run
        join ${campaigns} on ${campaigns.id} = run.campaign_id
        cross join lateral ${people}
        cross join lateral (
          select ('x' || left(md5(run.campaign_id::text || audience.subscriber_id), 8))::bit(32)::bigint
            % 100 as hundredths
        ) as chance
      ),
      queued as (
        insert into ${campaignSends} (organization_id, campaign_id, subscriber_id, variant, due_at)
        select run.organization_id, run.campaign_id, people.subscriber_id,
          case when is_tested and is_in_test then half else 0 end,
          -- Those who are not in the test wait for its end: test.ts. All others are due in the order of the
          -- audience, so that no two are due at the same moment.
          case when not is_tested or is_in_test then run.started_at + (
            run.recipients + row_number() over (order by people.subscriber_id)
          ) * interval '1 microsecond' end
        from run, people
        on conflict do nothing
        returning 1
      )
      update ${campaignRuns}
      set recipients = ${campaignRuns.recipients} + (select count(*) from queued)::integer,
        last_subscriber_id = coalesce(
          (select subscriber_id from people order by subscriber_id desc limit 1),
          ${campaignRuns.lastSubscriberId}
        )
      from run
      where ${campaignRuns.campaignId} = run.campaign_id
      returning jsonb_build_object(
        'queued', (select count(*) from queued),
        'isLast', (select count(*) from people) < ${size}::integer
      ) as part`,
    (row) => part.parse(row.part),
  );
  return done;
}
