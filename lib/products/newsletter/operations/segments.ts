import * as z from "zod/mini";
import { listed, listing } from "#lib/api/listing.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { listQuery, readList, windowOf } from "#lib/api/resources/list.ts";
import { resource } from "#lib/api/resources/wire.ts";
import { readOne } from "#lib/db/read.ts";
import { field, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Acted } from "#lib/organizations/acting.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { filterFields, segmentFilter } from "../audience/filter.ts";
import { segmentPath } from "../audience/paths.ts";
import { countFound, foundCount } from "../audience/segments/count-found.ts";
import {
  filterOfSegment,
  listedSegment,
  oneSegmentOf,
  segmentList,
  segmentsOf,
} from "../audience/segments/segments.ts";
import {
  segmentArchival,
  segmentCreation,
  segmentRestoral,
  segmentUpdate,
} from "../audience/segments/write-segment.ts";
import { newsletterGroups } from "./groups.ts";

const group = newsletterGroups.segments;
const path = "/organizations/{slug}/segments";
const segment = resource(listedSegment);
const { least, scope } = permissions["newsletter.read"];

const query = z.extend(listQuery, {
  archived: z._default(
    z.enum(["false", "true"]).check(z.describe("`true` lists the archived ones instead.")),
    "false",
  ),
});

export const listSegmentsOperation = defineOperation({
  id: "listSegments",
  method: "GET",
  path,
  group,
  summary: "List segments",
  description: "Lists the segments of the organization, newest first.",
  scope,
  params: inOrganization,
  ...listing(z.extend(segment.schema, { filter: segmentFilter }), "A page of segments."),
  query,
  problems: [],
  async handle({ db, actor, params, query }) {
    const found = await readList(db, {
      reach: reaching(actor, least),
      with: segmentsOf({ isArchived: query.archived === "true" }, windowOf(query)),
      list: segmentList.listed(segment.item),
    });
    return listed(`/organizations/${params.slug}/segments`, query, found);
  },
});

const counted = shape({
  may: field(z.boolean(), sql`reach.may`),
  count: field(
    z.nullable(foundCount),
    sql`(select ${countFound(sql`one_segment.organization_id`, filterOfSegment)} from one_segment)`,
  ),
});

export const countSegmentOperation = defineOperation({
  id: "countSegment",
  method: "GET",
  path: `${path}/{id}/count`,
  group,
  summary: "Count a segment",
  description:
    "How many people a segment has, and how many of them campaigns go to. It counts up to 10,000; 10,001 stands for more.",
  scope,
  params: withId("segment"),
  answers: { 200: { description: "The counts.", schema: foundCount } },
  problems: [],
  async handle({ db, actor, params }) {
    const read = await readOne(db, counted, {
      with: sql`${reaching(actor, least)}, ${oneSegmentOf(params.id)}`,
      from: sql`reach`,
    });
    return read?.count ? { status: 200, body: read.count } : "not_found";
  },
});

const written = z.object({ id: z.guid(), name: z.string(), ...filterFields });
const example = {
  name: "Active readers",
  match: "all",
  conditions: [
    { on: "mail", is: "opened", value: 5 },
    { on: "email", is: "contains", value: "@example.com" },
  ],
};

const onSegment = (_: Acted, { slug, id }: { slug: string; id: string }) => segmentPath(slug, id);

export const createSegment = publish(segmentCreation, {
  form: { to: ({ id }, { slug }) => segmentPath(slug, id), notice: "segment_created" },
  api: {
    id: "createSegment",
    method: "POST",
    path,
    group,
    summary: "Create a segment",
    description:
      "A saved filter. Conditions are about the status, a list, the address, the name, an own field, when someone was added, or what they did with the last campaigns.",
    example,
    answers: { 201: { description: "The segment.", schema: written } },
    reply: (_, { newId, body }) => ({ status: 201, body: { id: newId, ...body } }),
  },
});

export const updateSegment = publish(segmentUpdate, {
  form: { to: onSegment, notice: "segment_updated" },
  api: {
    id: "updateSegment",
    method: "PATCH",
    path: `${path}/{id}`,
    group,
    summary: "Change a segment",
    description: "Campaigns read a segment when they start.",
    example,
    answers: { 200: { description: "The segment.", schema: written } },
    reply: (_, { params: { id }, body }) => ({ status: 200, body: { id, ...body } }),
  },
});

export const archiveSegment = publish(segmentArchival, {
  form: { to: onSegment, notice: "segment_archived" },
  api: {
    id: "archiveSegment",
    method: "POST",
    path: `${path}/{id}/archive`,
    group,
    summary: "Archive a segment",
    description: "New campaigns cannot go to it. Campaigns that have it keep it.",
    answers: { 204: { description: "The segment is archived." } },
  },
});

export const restoreSegment = publish(segmentRestoral, {
  form: { to: onSegment, notice: "segment_restored" },
  api: {
    id: "restoreSegment",
    method: "POST",
    path: `${path}/{id}/restore`,
    group,
    summary: "Restore a segment",
    description: "Campaigns can go to it again.",
    answers: { 204: { description: "The segment is no longer archived." } },
  },
});
