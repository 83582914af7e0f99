import { sql } from "#lib/db/sql.ts";
import { implement } from "#lib/organizations/implement.ts";
import { campaigns, lists, seriesSteps } from "../schema.ts";
import { addStepAct, moveStepAct, removeStepAct } from "./acts.ts";
import { editSeries, isReplanned } from "./edit.ts";
import { mostSteps } from "./rules.ts";

/** The common table expression `ordered`: the steps of the series, each with its place from 1. */
const ordered = sql`ordered as materialized (
  select ${seriesSteps.campaignId} as id,
    row_number() over (order by ${seriesSteps.position}, ${seriesSteps.campaignId}) as place
  from ${seriesSteps} where ${seriesSteps.seriesId} = (select id from named)
),`;

const isUnknown = (step: string) => sql`
  when not exists (select from ordered where id = ${step}::uuid) then 'series_step_unknown'`;

/** Adds a step at the end, without content. The same id again changes nothing. */
export const stepAddition = implement(addStepAct, {
  refusals: ["id_reused", "too_many_steps"],
  async run({ db, actor, params: { id }, input, newId }) {
    const { subject, delay, unit, countedFrom } = input;
    const done = await editSeries(db, actor, {
      id,
      action: "series.step_added",
      before: ordered,
      unless: sql`when exists (select from ordered where id = ${newId}::uuid) then 'unchanged'
        when exists (select from ${campaigns} where ${campaigns.id} = ${newId}::uuid) then 'id_reused'
        when (select count(*) from ordered) >= ${mostSteps}::integer then 'too_many_steps'`,
      set: isReplanned,
      after: sql`, made as (
        insert into ${campaigns} (id, organization_id, list_id, series_id, subject)
        select ${newId}::uuid, edited.organization_id, coalesce(edited.list_id, (
            -- A campaign has a list. Where a segment starts it, that is the first of the organization.
            select ${lists.id} from ${lists}
            where ${lists.organizationId} = edited.organization_id
            order by ${lists.createdAt}, ${lists.id} limit 1
          )), edited.id, ${subject}::text
        from edited
        returning id, organization_id, series_id
      ), said as (
        insert into ${seriesSteps}
          (campaign_id, organization_id, series_id, position, delay, unit, counted_from)
        select id, organization_id, series_id, coalesce((select max(place) from ordered), 0) + 1,
          ${delay}::integer, ${unit}::text, ${countedFrom}::text
        from made
      )`,
    });
    return { ...done, id: newId };
  },
});

/** Moves a step to another place; those between move by one. */
export const stepMove = implement(moveStepAct, {
  refusals: ["series_step_unknown"],
  run: ({ db, actor, params: { id, step }, input: { position } }) =>
    editSeries(db, actor, {
      id,
      action: "series.step_moved",
      before: sql`${ordered}
        target as materialized (
          select id, place, least(${position}::bigint, (select count(*) from ordered)) as goal
          from ordered where id = ${step}::uuid
        ),`,
      unless: sql`${isUnknown(step)}
        when (select place = goal from target) then 'unchanged'`,
      set: isReplanned,
      after: sql`, moved as (
        update ${seriesSteps} set position = case
            when ordered.id = target.id then target.goal
            when ordered.place > target.place and ordered.place <= target.goal then ordered.place - 1
            when ordered.place < target.place and ordered.place >= target.goal then ordered.place + 1
            else ordered.place
          end
        from ordered, target, edited
        where ${seriesSteps.campaignId} = ordered.id and ${seriesSteps.seriesId} = edited.id
      )`,
    }),
});

/** Removes a step. One that somebody got stays in their history; what waits of it is not sent. */
export const stepRemoval = implement(removeStepAct, {
  refusals: ["series_step_unknown"],
  run: ({ db, actor, params: { id, step } }) =>
    editSeries(db, actor, {
      id,
      action: "series.step_removed",
      before: ordered,
      unless: isUnknown(step),
      set: isReplanned,
      after: sql`, removed as (
        delete from ${seriesSteps} using edited
        where ${seriesSteps.campaignId} = ${step}::uuid and ${seriesSteps.seriesId} = edited.id
        returning ${seriesSteps.campaignId} as id
      ), unsent as (
        delete from ${campaigns} using removed
        where ${campaigns.id} = removed.id and ${campaigns.startedAt} is null
      ), ended as (
        update ${campaigns} set cancelled_at = now() from removed
        where ${campaigns.id} = removed.id and ${campaigns.startedAt} is not null
      )`,
    }),
});
