import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { audienceSql } from "../audience/audience.ts";
import { listSubscriptions, segments, series, seriesPeople, subscribers } from "../schema.ts";
import { isActive } from "../sending/conditions.ts";

/** People that one statement takes in. */
const chunk = 5_000;
/** A transaction that takes longer than this to commit may hide someone who joined: minutes. */
const overlap = 10;
/** Minutes between two readings of a segment. */
const segmentPause = 5;

export interface Part {
  size?: number;
  signal?: AbortSignal | undefined;
}

/** Takes in all who joined the list of a series since the last look. @returns how many. */
export async function joinFromList(
  db: Database,
  seriesId: string,
  { size = chunk, signal }: Part = {},
): Promise<number> {
  let joined = 0;
  for (let part = size; part === size && !signal?.aborted; ) {
    [part = 0] = await rows(
      db,
      sql`
        with line as materialized (
          select * from ${series}
          where ${series.id} = ${seriesId}::uuid and ${series.listId} is not null and ${isActive}
          for no key update skip locked
        ),
        found as materialized (
          select line.organization_id, line.id as series_id, line.plan,
            ${listSubscriptions.subscriberId}, ${listSubscriptions.createdAt}
          from line
          join ${listSubscriptions} on ${listSubscriptions.listId} = line.list_id
            and ${listSubscriptions.createdAt} >= line.activated_at
            and ${listSubscriptions.createdAt} >= coalesce(
              line.joined_until - make_interval(mins => ${overlap}::integer), '-infinity'
            )
          join ${subscribers} on ${subscribers.id} = ${listSubscriptions.subscriberId}
            and ${subscribers.status} = 'subscribed'
          where (line.includes_imports or ${listSubscriptions.importId} is null)
            and not exists (
              select from ${seriesPeople} where ${seriesPeople.seriesId} = line.id
                and ${seriesPeople.subscriberId} = ${listSubscriptions.subscriberId}
            )
          order by ${listSubscriptions.createdAt}, ${listSubscriptions.subscriberId}
          limit ${size}::integer
        ),
        joined as (
          insert into ${seriesPeople} (organization_id, series_id, subscriber_id, joined_at, plan)
          select organization_id, series_id, subscriber_id, created_at, plan from found
          on conflict do nothing
        ),
        looked as (
          update ${series} set joined_until = now() from line
          where ${series.id} = line.id and (select count(*) from found) < ${size}::integer
        )
        select count(*)::integer as people from found`,
      ({ people }) => Number(people),
    );
    joined += part;
  }
  return joined;
}

const reading = z.object({ read: z.number(), joined: z.number(), isDone: z.boolean() });

/**
 * Takes in all who have come into the segment of a series. Those whom the first reading after the start
 * finds were there before, and are noted as such.
 * @param pause minutes after which a segment is read again.
 */
export async function joinFromSegment(
  db: Database,
  seriesId: string,
  { size = chunk, signal, pause = segmentPause }: Part & { pause?: number } = {},
): Promise<number> {
  let joined = 0;
  for (let isDone = false; !isDone && !signal?.aborted; ) {
    const [part = { read: 0, joined: 0, isDone: true }] = await rows(
      db,
      sql`
        with line as materialized (
          select * from ${series}
          where ${series.id} = ${seriesId}::uuid and ${series.segmentId} is not null and ${isActive}
            and (${series.lastSubscriberId} is not null or ${series.joinedUntil} is null
              or ${series.joinedUntil} <= now() - make_interval(mins => ${pause}::integer))
          for no key update skip locked
        ),
        found as materialized (
          select audience.subscriber_id from line
          join ${segments} on ${segments.id} = line.segment_id
          cross join lateral ${audienceSql(
            sql`line.organization_id`,
            sql`jsonb_build_object('segments', jsonb_build_array(${segments.filter}))`,
            { after: sql`line.last_subscriber_id`, limit: sql`${size}::bigint` },
          )}
        ),
        judged as materialized (
          select line.organization_id, line.id as series_id, line.plan, found.subscriber_id, case
              when line.joined_until is null then 'earlier'
              when not line.includes_imports and ${subscribers.importId} is not null
                and ${subscribers.createdAt}
                  >= line.joined_until - make_interval(mins => ${overlap}::integer) then 'imported'
            end as ended_reason
          from line, found
          join ${subscribers} on ${subscribers.id} = found.subscriber_id
          where not exists (
            select from ${seriesPeople} where ${seriesPeople.seriesId} = line.id
              and ${seriesPeople.subscriberId} = found.subscriber_id
          )
        ),
        joined as (
          insert into ${seriesPeople}
            (organization_id, series_id, subscriber_id, joined_at, plan, ended_at, ended_reason)
          select organization_id, series_id, subscriber_id, now(), plan,
            case when ended_reason is not null then now() end, ended_reason
          from judged
          on conflict do nothing
        ),
        looked as (
          update ${series} set
            joined_until = case when (select count(*) from found) < ${size}::integer
              then now() else ${series.joinedUntil} end,
            last_subscriber_id = case when (select count(*) from found) = ${size}::integer
              then (select subscriber_id from found order by subscriber_id desc limit 1) end
          from line where ${series.id} = line.id
        )
        select jsonb_build_object(
          'read', (select count(*) from found),
          'joined', (select count(*) from judged where ended_reason is null),
          'isDone', (select count(*) from found) < ${size}::integer
        ) as part from line`,
      (row) => reading.parse(row.part),
    );
    joined += part.joined;
    isDone = part.isDone;
  }
  return joined;
}
