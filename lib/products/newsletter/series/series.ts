import { alias } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { rowNamed } from "#lib/db/row.ts";
import { countOf, type Field, field, oneOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { cappedCount } from "../audience/counted.ts";
import { unwritten } from "../campaigns/readiness.ts";
import { figuresOf } from "../figures/figures.ts";
import {
  campaigns,
  lists,
  segments,
  series,
  seriesPeople,
  seriesSteps,
  weekdays,
} from "../schema.ts";

export const seriesStates = ["draft", "active", "paused"] as const;
export type SeriesState = (typeof seriesStates)[number];

/** The columns of a series where its row is called so. */
const seriesNamed = (name: string) => alias(series, name);
type Columns = ReturnType<typeof seriesNamed>;

/** A series as it is listed. */
const seriesOf = (row: Columns) =>
  shape({
    id: row.id,
    name: row.name,
    state: field(
      z.enum(seriesStates),
      sql`case when ${row.activatedAt} is null then 'draft'
        when ${row.pausedAt} is not null then 'paused' else 'active' end`,
    ),
    /** What people join: one of the two. */
    listId: row.listId,
    segmentId: row.segmentId,
    audienceName: field(
      z.string(),
      sql`coalesce(
        (select ${lists.name} from ${lists} where ${lists.id} = ${row.listId}),
        (select ${segments.name} from ${segments} where ${segments.id} = ${row.segmentId}), ''
      )`,
    ),
    includesImports: row.includesImports,
    opensAt: row.opensAt,
    closesAt: row.closesAt,
    weekdays: field(z.array(z.enum(weekdays)), row.weekdays),
    timeZone: row.timeZone,
    pausedReason: row.pausedReason,
    activatedAt: row.activatedAt,
    archivedAt: row.archivedAt,
    changedAt: row.changedAt,
    createdAt: row.createdAt,
    stepCount: countOf(sql`${seriesSteps} where ${seriesSteps.seriesId} = ${row.id}`),
    /** Who is inside now, capped. */
    people: cappedCount(sql`${seriesPeople}
      where ${seriesPeople.seriesId} = ${row.id} and ${seriesPeople.endedAt} is null`),
  });

/** The series of an organization, newest first. */
export const seriesList = keyset("listed_series", seriesNamed);
export const listedSeries = seriesOf(seriesList.row);
export type ListedSeries = ValueOf<typeof listedSeries>;

const all = sql`select * from ${series} where ${inTenant(series.organizationId)}`;

/** Common table expressions over `scope`, for a page of `seriesList`. */
export const allSeriesOf = ({ isArchived }: { isArchived: boolean }, window: Window): SQL =>
  seriesList.tables(
    {
      rows: sql`${all} and (${series.archivedAt} is not null) = ${isArchived}::boolean`,
      places: all,
      keys: (row) => [row.createdAt],
      descending: true,
    },
    window,
  );

const number = z.number();
const stepRow = (name: string) => ({
  ...alias(campaigns, name),
  ...rowNamed(name, {
    ...{ position: number, delay: number },
    ...{ unit: z.enum(["hours", "days"]), countedFrom: z.enum(["joining", "before"]) },
  }),
});

const stepFields = (row: ReturnType<typeof stepRow>) => ({
  id: row.id,
  subject: row.subject,
  preheader: row.preheader,
  content: row.content,
  revision: row.revision,
  delay: row.delay,
  unit: row.unit,
  countedFrom: row.countedFrom,
});

/** A step, of a row of its campaign with what `series_steps` says of it. */
export const stepNamed = (name: string) => shape(stepFields(stepRow(name)));
export type Step = ValueOf<ReturnType<typeof stepNamed>>;

const step = stepRow("step");

/**
 * A step with what became of its mails.
 * @param total the sums of the figures, as a page or the API has them.
 */
export const wholeStep = <Total>(total: Field<Total>) =>
  shape({
    ...stepFields(step),
    /** Why nobody gets it yet; null of one that is ready. */
    problem: field(
      z.nullable(z.enum(["letter_empty", "letter_unfinished"])),
      sql`case ${unwritten(step)} end`,
    ),
    figures: oneOf(total, figuresOf(step.id).total.from),
  });

/** Of a query: the steps of `one_series`, in their order. */
export const stepsOfSeries = {
  from: sql`(
    select ${campaigns}.*, ${seriesSteps.position}, ${seriesSteps.delay}, ${seriesSteps.unit},
      ${seriesSteps.countedFrom}
    from ${seriesSteps} join ${campaigns} on ${campaigns.id} = ${seriesSteps.campaignId}
    where ${seriesSteps.seriesId} = one_series.id
  ) as step`,
  order: sql`step.position, step.id`,
};

/** The common table expression `one_series` over `scope`: one row or none. */
export const oneSeriesOf = (id: string): SQL => sql`one_series as (
  ${all} and ${series.id} = ${id}::uuid
)`;

export const oneSeries = seriesOf(seriesNamed("one_series"));
export type Series = ValueOf<typeof oneSeries>;
