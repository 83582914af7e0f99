import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import {
  campaignLetters,
  campaignSends,
  campaigns,
  segments,
  series,
  seriesPeople,
  seriesSteps,
  subscribers,
} from "../schema.ts";
import { isActive, isStillOnList, whyNot } from "../sending/conditions.ts";
import type { Part } from "./join.ts";
import { isReady } from "./ready.ts";

/** People that one statement looks at. */
const chunk = 5_000;

/**
 * Days after the last mail until which someone to whom nothing is left to send is inside: a step that is
 * added at the end by then is for them too.
 */
export const openDays = 30;

const done = z.object({ looked: z.number(), queued: z.number() });

/**
 * Looks at the people of a series who are due: each gets a row in the queue for the next step that they
 * have not passed, once its time has come. Any number of these may run at once and be killed at any
 * moment: all of what one does is one statement.
 */
export async function queueSteps(
  db: Database,
  seriesId: string,
  { size = chunk, signal }: Part = {},
): Promise<{ queued: number }> {
  await replan(db, seriesId);
  let queued = 0;
  for (let looked = size; looked === size && !signal?.aborted; ) {
    const part = await lookAt(db, seriesId, size);
    looked = part.looked;
    queued += part.queued;
  }
  return { queued };
}

/** After an edit, everybody inside is due to be looked at. */
async function replan(db: Database, seriesId: string): Promise<void> {
  await db.execute(sql`
    update ${seriesPeople} set due_at = now()
    from ${series}
    where ${series.id} = ${seriesId}::uuid and ${isActive} and ${seriesPeople.seriesId} = ${series.id}
      and ${seriesPeople.plan} < ${series.plan} and ${seriesPeople.endedAt} is null
      and ${seriesPeople.dueAt} > now()`);
}

/** A row of the queue that was taken out of it before it was begun counts for nothing. */
const isPassed = sql`${campaignSends.droppedReason} is distinct from 'replanned'`;
const isOpen = sql`(${campaignSends.sentAt} is null and ${campaignSends.droppedReason} is null)`;
const isUnbegun = sql`(${isOpen} and ${campaignSends.attemptedAt} is null and ${campaignSends.uncertainAt} is null)`;

async function lookAt(
  db: Database,
  seriesId: string,
  size: number,
): Promise<z.output<typeof done>> {
  const statement = sql`
    with line as materialized (
      select * from ${series} where ${series.id} = ${seriesId}::uuid and ${isActive}
    ),
    steps as materialized (
      select ${seriesSteps}.*, ${isReady(campaigns)} as is_ready, exists (
          select from ${campaignLetters} where ${campaignLetters.campaignId} = ${campaigns.id}
            and ${campaignLetters.revision} = ${campaigns.revision}
        ) as is_frozen
      from ${seriesSteps} join ${campaigns} on ${campaigns.id} = ${seriesSteps.campaignId}
      where ${seriesSteps.seriesId} = (select id from line)
    ),
    mine as materialized (
      select ${seriesPeople.subscriberId}, ${seriesPeople.dueAt} from ${seriesPeople}
      where ${seriesPeople.seriesId} = (select id from line) and ${seriesPeople.endedAt} is null
        and ${seriesPeople.dueAt} <= now()
      order by ${seriesPeople.dueAt} limit ${size}::integer
      for update skip locked
    ),
    -- A lock shows a row as it is now, everything else is read as it was when the statement began: someone
    -- whom another look has dealt with in between is left alone.
    person as materialized (
      select ${seriesPeople.organizationId}, ${seriesPeople.subscriberId}, ${seriesPeople.joinedAt},
        ${seriesPeople.plan} <> line.plan as is_stale,
        coalesce(line.edited_at >= ${seriesPeople.joinedAt}, false) as was_edited,
        ${subscribers.pendingSince} is not null and ${subscribers.status} = 'subscribed' as is_pending,
        ${whyNot} is not null or not (
          select ${isStillOnList} from ${series} where ${series.id} = line.id
        ) as has_left
      from line
      join ${seriesPeople} on ${seriesPeople.seriesId} = line.id
      join mine on mine.subscriber_id = ${seriesPeople.subscriberId} and mine.due_at = ${seriesPeople.dueAt}
      join ${subscribers} on ${subscribers.id} = ${seriesPeople.subscriberId}
    ),
    still_in as materialized (
      select subscriber_id from person where (select segment_id from line) is null
      union all
      select among.subscriber_id from line
      join ${segments} on ${segments.id} = line.segment_id
      cross join lateral newsletter_filter_among(
        line.organization_id, ${segments.filter}, (select array_agg(subscriber_id) from person)
      ) as among (subscriber_id)
    ),
    unqueued as (
      update ${campaignSends}
      set dropped_reason = 'replanned', claimed_by = null
      from person, ${campaigns}
      where person.is_stale and ${campaigns.seriesId} = (select id from line)
        and ${campaignSends.campaignId} = ${campaigns.id}
        and ${campaignSends.subscriberId} = person.subscriber_id and ${isUnbegun}
    ),
    said as materialized (
      select person.*, not person.is_pending and (
          person.has_left or person.subscriber_id not in (select subscriber_id from still_in)
        ) as is_out,
        mails.last_at, coalesce(mails.is_open, false) as is_open,
        -- Its row is changed by this statement already: the next look finds it as it is then.
        person.is_stale and coalesce(mails.is_unbegun, false) as is_unqueued
      from person
      left join lateral (
        select max(coalesce(
            ${campaignSends.sentAt}, ${campaignSends.bouncedAt}, ${campaignSends.firstAttemptedAt},
            ${campaignSends.createdAt}
          )) as last_at, bool_or(${isOpen}) as is_open, bool_or(${isUnbegun}) as is_unbegun
        from ${campaigns}
        join ${campaignSends} on ${campaignSends.campaignId} = ${campaigns.id}
          and ${campaignSends.subscriberId} = person.subscriber_id
        where ${campaigns.seriesId} = (select id from line) and ${isPassed}
      ) as mails on true
    ),
    next as materialized (
      select said.*, step.campaign_id, step.is_ready, step.is_frozen, opening.at as goes_at,
        coalesce(said.last_at, said.joined_at) + make_interval(days => ${openDays}::integer) as closes_at
      from said cross join line
      left join lateral (
        select steps.* from steps
        where not exists (
          select from ${campaignSends}
          where ${campaignSends.campaignId} = steps.campaign_id
            and ${campaignSends.subscriberId} = said.subscriber_id and ${isPassed}
        ) and not exists (
          -- A step that was added before one that they had got by then is passed.
          select from steps as later
          join ${campaignSends} on ${campaignSends.campaignId} = later.campaign_id
            and ${campaignSends.subscriberId} = said.subscriber_id and ${isPassed}
          where later.position > steps.position and ${campaignSends.createdAt} < steps.created_at
        )
        order by steps.position, steps.campaign_id limit 1
      ) as step on true
      left join lateral (
        select case when step.counted_from = 'joining' then said.joined_at
          else coalesce(said.last_at, said.joined_at) end as counted_from
      ) as base on true
      left join lateral (
        select newsletter_opening(greatest(
          case step.unit when 'hours' then base.counted_from + make_interval(hours => step.delay)
            else newsletter_wall_time(
              (base.counted_from at time zone line.time_zone) + make_interval(days => step.delay),
              line.time_zone
            ) end,
          -- Two on one day only where the step asks for it, and to nobody who was inside at an edit.
          case when said.was_edited or step.unit <> 'hours' or step.counted_from <> 'before'
            then newsletter_wall_time(
              (said.last_at at time zone line.time_zone)::date + interval '1 day', line.time_zone
            ) end
        ), line.time_zone, line.weekdays, line.opens_at, line.closes_at) as at
      ) as opening on step.campaign_id is not null
    ),
    due as materialized (
      select *, not is_out and not is_pending and not is_open and coalesce(
        is_ready and is_frozen and goes_at <= now(), false) as goes
      from next
    ),
    queued as (
      insert into ${campaignSends} as send (organization_id, campaign_id, subscriber_id, due_at)
      select organization_id, campaign_id, subscriber_id, now() from due where goes
      on conflict (campaign_id, subscriber_id) do update
      set dropped_reason = null, due_at = now(), created_at = now(), claimed_by = null,
        attempted_at = null, first_attempted_at = null, attempts = 0
      where send.dropped_reason = 'replanned' and send.sent_at is null
      returning 1
    ),
    looked as (
      update ${seriesPeople} set
        plan = (select plan from line),
        ended_at = case when is_out or (campaign_id is null and not is_open and closes_at <= now())
          then now() end,
        ended_reason = case when is_out then 'left'
          when campaign_id is null and not is_open and closes_at <= now() then 'finished' end,
        due_at = case
          when is_pending then now() + interval '1 hour'
          when is_unqueued then clock_timestamp()
          when is_open then now() + interval '2 minutes'
          when goes then now() + interval '1 minute'
          when campaign_id is null then greatest(closes_at, now() + interval '1 minute')
          when goes_at > now() then goes_at
          when is_ready then now() + interval '1 minute'
          else now() + interval '1 hour'
        end
      from due
      where ${seriesPeople.seriesId} = (select id from line)
        and ${seriesPeople.subscriberId} = due.subscriber_id
      returning 1
    )
    select jsonb_build_object(
      'looked', (select count(*) from mine), 'queued', (select count(*) from queued),
      'ended', (select count(*) from looked)
    ) as part`;
  const [part] = await rows(db, statement, (row) => done.parse(row.part));
  return part ?? { looked: 0, queued: 0 };
}
