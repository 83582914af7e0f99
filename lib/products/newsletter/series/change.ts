import { sql } from "#lib/db/sql.ts";
import { implement } from "#lib/organizations/implement.ts";
import { setArchived } from "../archival.ts";
import { lacksPostalAddress, unwritten } from "../campaigns/readiness.ts";
import { ring } from "../campaigns/ring.ts";
import { campaigns, series, seriesSteps, weekdays } from "../schema.ts";
import { activateSeriesAct, archiveSeriesAct, pauseSeriesAct, updateSeriesAct } from "./acts.ts";
import { editSeries, isActiveNow, isReplanned, ofSeries } from "./edit.ts";

/** What a series is called and when its mails go out. */
export const seriesUpdate = implement(updateSeriesAct, {
  refusals: ["series_hours_invalid"],
  run({ db, actor, params: { id }, input }) {
    const { name, opensAt, closesAt, timeZone, includesImports } = input;
    // In their order, and each once.
    const days = weekdays.filter((day) => input.weekdays.includes(day));
    const columns = sql`name, opens_at, closes_at, weekdays, time_zone, includes_imports`;
    const given = sql`${name}::text, ${opensAt}::integer, ${closesAt}::integer,
      ${`{${days.join(",")}}`}::text[], ${timeZone}::text, ${includesImports}::boolean`;
    return editSeries(db, actor, {
      id,
      action: "series.changed",
      unless: sql`when ${opensAt}::integer >= ${closesAt}::integer then 'series_hours_invalid'
        when (
          select (${columns}) from (select named.*) as kept
        ) is not distinct from (${given}) then 'unchanged'`,
      set: sql`(${columns}) = (${given}), ${isReplanned}`,
    });
  },
});

const unready = sql`(
  select case ${unwritten(campaigns)} end
  from ${seriesSteps} join ${campaigns} on ${campaigns.id} = ${seriesSteps.campaignId}
  where ${seriesSteps.seriesId} = named.id and case ${unwritten(campaigns)} end is not null
  order by ${seriesSteps.position} limit 1
)`;

/** Starts a series for those who join from now on, or lets a paused one go on. */
export const seriesActivation = implement(activateSeriesAct, {
  refusals: [
    "series_archived",
    "series_without_steps",
    "series_step_unwritten",
    "series_step_unfinished",
    "postal_address_missing",
  ],
  run: ({ db, actor, params: { id } }) =>
    editSeries(db, actor, {
      id,
      needs: "newsletter.send",
      action: "series.activated",
      unless: sql`when named.archived_at is not null then 'series_archived'
        when ${isActiveNow} then 'unchanged'
        when not exists (
          select from ${seriesSteps} where ${seriesSteps.seriesId} = named.id
        ) then 'series_without_steps'
        when ${unready} = 'letter_empty' then 'series_step_unwritten'
        when ${unready} is not null then 'series_step_unfinished'
        when ${lacksPostalAddress(sql`named.organization_id`)} then 'postal_address_missing'`,
      set: sql`activated_at = coalesce(series.activated_at, now()), paused_at = null,
        paused_reason = null, ${isReplanned}`,
    }),
  after: ring,
});

/** Stops a series where it is; a mail that is on its way just then arrives. */
export const seriesPausing = implement(pauseSeriesAct, {
  refusals: ["series_not_active"],
  run: ({ db, actor, params: { id } }) =>
    editSeries(db, actor, {
      id,
      needs: "newsletter.send",
      action: "series.paused",
      unless: sql`when named.paused_at is not null then 'unchanged'
        when not ${isActiveNow} then 'series_not_active'`,
      set: sql`paused_at = now(), paused_reason = 'member'`,
    }),
});

/** Puts a series away, or brings it back, as it was. */
export const seriesArchiving = implement(archiveSeriesAct, {
  refusals: ["series_active"],
  run: async ({ db, actor, params: { id }, input: { isArchived } }) => ({
    ...(await setArchived(
      db,
      actor,
      { id, isArchived },
      {
        table: series,
        of: ofSeries,
        actions: { archive: "series.archived", restore: "series.unarchived" },
        unless: sql`when target.activated_at is not null and target.paused_at is null
          and target.archived_at is null then 'series_active'`,
      },
    )),
    isArchived,
  }),
});
