import { alias } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { field, listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { segments } from "../../schema.ts";
import { segmentFilter } from "../filter.ts";

/** The segments of an organization, newest first. */
export const segmentList = keyset("segment", (name) => alias(segments, name));

const all = sql`select * from ${segments} where ${inTenant(segments.organizationId)}`;

/** Common table expressions over `scope`, for a page of `segmentList`. */
export const segmentsOf = ({ isArchived }: { isArchived: boolean }, window: Window): SQL =>
  segmentList.tables(
    {
      rows: sql`${all} and ${segments.archivedAt} is ${sql.raw(isArchived ? "not null" : "null")}`,
      places: all,
      keys: (segment) => [segment.createdAt],
      descending: true,
    },
    window,
  );

const shapeOf = (row: typeof segmentList.row) =>
  shape({
    id: row.id,
    name: row.name,
    filter: field(segmentFilter, row.filter),
    archivedAt: row.archivedAt,
    createdAt: row.createdAt,
  });

export const listedSegment = shapeOf(segmentList.row);
export type ListedSegment = ValueOf<typeof listedSegment>;

const one = alias(segments, "one_segment");
export const oneSegment = shapeOf(one);

/** The common table expression `one_segment` over `scope`: one row or none. */
export const oneSegmentOf = (id: string): SQL => sql`one_segment as (
  ${all} and ${segments.id} = ${id}::uuid
)`;
export const filterOfSegment = sql`${one.filter}`;

/** The segments that a campaign can go to, by name. */
const offered = alias(segments, "offered_segment");
export const offeredSegments = listOf(shape({ id: offered.id, name: offered.name }), {
  from: sql`${segments} as offered_segment
    where ${inTenant(offered.organizationId)} and ${offered.archivedAt} is null`,
  order: sql`lower(${offered.name}), ${offered.id}`,
});
