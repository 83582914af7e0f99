import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { setArchived } from "../../archival.ts";
import { lists, segments, subscriberFields } from "../../schema.ts";
import type { SegmentFilter } from "../filter.ts";
import { ownerFor } from "../owner.ts";
import {
  archiveSegmentAct,
  createSegmentAct,
  restoreSegmentAct,
  updateSegmentAct,
} from "./acts.ts";

interface SegmentInput extends SegmentFilter {
  id: string;
  name: string;
}

const mostSegments = 200;

const ofSegment = {
  targetType: "segment" as const,
  organizationId: sql`organization_id`,
  targetId: sql`id`,
  metadata: sql`jsonb_build_object('name', name)`,
};

const isTaken = (id: string, name = sql`target.name`) => sql`exists (
  select from ${segments} where ${segments.organizationId} = acting.id
    and ${segments.archivedAt} is null and lower(${segments.name}) = lower(${name})
    and ${segments.id} <> ${id}::uuid
)`;

/** The common table expression `said`, one row for each condition. */
const said = ({ conditions }: SegmentFilter) => sql`said as (
  select condition ->> 'on' as what, condition ->> 'value' as value, condition ->> 'key' as key
  from jsonb_array_elements(${JSON.stringify(conditions)}::jsonb) as condition
)`;

/** Whether a condition names a list or a field that the organization of `acting` does not have. */
const refersToNothing = sql`exists (
  select from said
  where what = 'list' and not exists (
    select from ${lists} where ${lists.organizationId} = acting.id
      and ${lists.id}::text = lower(said.value)
  ) or what = 'field' and not exists (
    select from ${subscriberFields} where ${subscriberFields.organizationId} = acting.id
      and ${subscriberFields.key} = said.key
  )
)`;

const filterOf = ({ match, conditions }: SegmentFilter) => JSON.stringify({ match, conditions });

/** Makes a segment. The same id again changes nothing. */
export function createSegment(db: Database, actor: Actor, segment: SegmentInput): Promise<Acted> {
  const { id, name } = segment;
  const live = sql`${segments} where ${segments.organizationId} = acting.id
    and ${segments.archivedAt} is null`;
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${said(segment)},
    verdict as materialized (
      select id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when exists (
          select from ${segments} where ${segments.id} = ${id}::uuid
            and ${segments.organizationId} = acting.id
        ) then 'unchanged'
        when exists (select from ${segments} where ${segments.id} = ${id}::uuid) then 'id_reused'
        when ${isTaken(id, sql`${name}::text`)} then 'segment_name_taken'
        when ${refersToNothing} then 'segment_refers_to_nothing'
        when (select count(*) from ${live}) >= ${mostSegments}::integer then 'too_many_segments'
        else 'done'
      end as outcome
      from acting where not has_left
    ), made as (
      insert into ${segments} (id, organization_id, owner_id, name, filter)
      select ${id}::uuid, id, ${ownerFor(actor, sql`verdict.id`)}, ${name}::text,
        ${filterOf(segment)}::jsonb
      from verdict where outcome = 'done'
      returning *
    ), audit as (
      ${audited(actor, { ...ofSegment, action: "segment.created", from: sql`made` })}
    )`,
  );
}

/** Changes what a segment is called and whom it finds. Campaigns read it when they start. */
export function updateSegment(db: Database, actor: Actor, segment: SegmentInput): Promise<Acted> {
  const { id, name } = segment;
  const filter = filterOf(segment);
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${said(segment)},
    target as materialized (
      select * from ${segments}
      where ${segments.id} = ${id}::uuid and ${segments.organizationId} = (select id from acting)
      for no key update
    ),
    verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when target.id is null then 'not_found'
        when target.name = ${name}::text and target.filter = ${filter}::jsonb then 'unchanged'
        when ${isTaken(id, sql`${name}::text`)} then 'segment_name_taken'
        when ${refersToNothing} then 'segment_refers_to_nothing'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${segments} set name = ${name}::text, filter = ${filter}::jsonb
      where id = ${id}::uuid and organization_id = (select id from verdict where outcome = 'done')
      returning *
    ), audit as (
      ${audited(actor, { ...ofSegment, action: "segment.updated", from: sql`changed` })}
    )`,
  );
}

/** Archives a segment or restores it. Campaigns that have an archived one keep it. */
export const archiveSegment = (
  db: Database,
  actor: Actor,
  change: { id: string; isArchived: boolean },
): Promise<Acted> =>
  setArchived(db, actor, change, {
    table: segments,
    of: ofSegment,
    actions: { archive: "segment.archived", restore: "segment.restored" },
    unless: sql`when not ${change.isArchived}::boolean and ${isTaken(change.id)}
      then 'segment_name_taken'`,
  });

export const segmentCreation = implement(createSegmentAct, {
  refusals: ["id_reused", "segment_name_taken", "segment_refers_to_nothing", "too_many_segments"],
  async run({ db, actor, input, newId: id }) {
    return { ...(await createSegment(db, actor, { id, ...input })), id };
  },
});

export const segmentUpdate = implement(updateSegmentAct, {
  refusals: ["segment_name_taken", "segment_refers_to_nothing"],
  run: ({ db, actor, params, input }) => updateSegment(db, actor, { id: params.id, ...input }),
});

export const segmentArchival = implement(archiveSegmentAct, {
  refusals: [],
  run: ({ db, actor, params }) => archiveSegment(db, actor, { id: params.id, isArchived: true }),
});

export const segmentRestoral = implement(restoreSegmentAct, {
  refusals: ["segment_name_taken"],
  run: ({ db, actor, params }) => archiveSegment(db, actor, { id: params.id, isArchived: false }),
});
