import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { lists, newsletterSettings, segments, series } from "../schema.ts";
import { createSeriesAct } from "./acts.ts";
import { ofSeries } from "./edit.ts";
import { mostSeries } from "./rules.ts";

interface SeriesInput {
  id: string;
  name: string;
  audienceId: string;
}

/** Begins a series for those who join a list or a segment. The same id again changes nothing. */
export function createSeries(
  db: Database,
  actor: Actor,
  { id, name, audienceId }: SeriesInput,
): Promise<Acted> {
  const live = sql`${series} where ${series.organizationId} = acting.id
    and ${series.archivedAt} is null`;
  return perform(
    db,
    sql`
    ${acting(actor)},
    chosen as materialized (
      select ${lists.id} as list_id, null::uuid as segment_id
      from ${lists} join acting on acting.id = ${lists.organizationId}
      where ${lists.id} = ${audienceId}::uuid and ${lists.archivedAt} is null
      union all
      select null, ${segments.id}
      from ${segments} join acting on acting.id = ${segments.organizationId}
      where ${segments.id} = ${audienceId}::uuid and ${segments.archivedAt} is null
      limit 1
    ),
    verdict as materialized (
      select id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when exists (
          select from ${series} where ${series.id} = ${id}::uuid
            and ${series.organizationId} = acting.id
        ) then 'unchanged'
        when exists (select from ${series} where ${series.id} = ${id}::uuid) then 'id_reused'
        when not exists (select from chosen) then 'series_audience_unknown'
        when not exists (select from ${lists} where ${lists.organizationId} = acting.id)
          then 'series_needs_list'
        when (select count(*) from ${live}) >= ${mostSeries}::integer then 'too_many_series'
        else 'done'
      end as outcome
      from acting where not has_left
    ), created as (
      insert into ${series} (id, organization_id, name, list_id, segment_id, time_zone)
      select ${id}::uuid, verdict.id, ${name}::text, chosen.list_id, chosen.segment_id, coalesce(
        (
          select ${newsletterSettings.timeZone} from ${newsletterSettings}
          where ${newsletterSettings.organizationId} = verdict.id
        ),
        'UTC'
      )
      from verdict, chosen where outcome = 'done'
      returning *
    ), audit as (
      ${audited(actor, { ...ofSeries, action: "series.created", from: sql`created` })}
    )`,
  );
}

export const seriesCreation = implement(createSeriesAct, {
  refusals: ["id_reused", "series_audience_unknown", "series_needs_list", "too_many_series"],
  async run({ db, actor, input, newId: id }) {
    return { ...(await createSeries(db, actor, { id, ...input })), id };
  },
});
