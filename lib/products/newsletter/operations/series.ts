import * as z from "zod/mini";
import { listed, listing } from "#lib/api/listing.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { listQuery, readList, windowOf } from "#lib/api/resources/list.ts";
import { resource } from "#lib/api/resources/wire.ts";
import { readOne } from "#lib/db/read.ts";
import { listOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { reaching, scopeOf } from "#lib/organizations/tenant.ts";
import { totals } from "../figures/figures.ts";
import {
  seriesActivation,
  seriesArchiving,
  seriesPausing,
  seriesUpdate,
} from "../series/change.ts";
import { seriesCreation } from "../series/create.ts";
import { seriesPath } from "../series/paths.ts";
import { peopleOfSeries, seriesPeopleList, seriesPerson } from "../series/people.ts";
import {
  allSeriesOf,
  listedSeries,
  oneSeries,
  oneSeriesOf,
  seriesList,
  stepsOfSeries,
  wholeStep,
} from "../series/series.ts";
import { newsletterGroups } from "./groups.ts";

const group = newsletterGroups.series;
const path = "/organizations/{slug}/series";
const read = permissions["newsletter.read"];
const method = "POST";
const requires = "Requires the owner or admin role.";
const whileActive =
  "While a series is active, changes apply at once, so they require the owner or admin role and the scope `newsletter.send`.";

const inList = resource(listedSeries);
const one = resource(oneSeries);
const figures = resource(totals);
const step = resource(wholeStep(figures.item));
const stepSchema = z.extend(step.schema, { figures: figures.schema });
const wholeSeries = shape({ series: one.item, steps: listOf(step.item, stepsOfSeries) });
const person = resource(seriesPerson);

export const listSeriesOperation = defineOperation({
  id: "listSeries",
  method: "GET",
  path,
  group,
  summary: "List series",
  description:
    "Lists the series of the organization, newest first. `people` counts who is inside, up to 10,000; 10,001 stands for more.",
  scope: read.scope,
  params: inOrganization,
  ...listing(inList.schema, "A page of series."),
  query: z.extend(listQuery, {
    archived: z._default(
      z.enum(["false", "true"]).check(z.describe("`true` lists the archived ones instead.")),
      "false",
    ),
  }),
  problems: [],
  async handle({ db, actor, params, query }) {
    const found = await readList(db, {
      reach: reaching(actor, read.least),
      with: allSeriesOf({ isArchived: query.archived === "true" }, windowOf(query)),
      list: seriesList.listed(inList.item),
    });
    return listed(`/organizations/${params.slug}/series`, query, found);
  },
});

export const getSeriesOperation = defineOperation({
  id: "getSeries",
  method: "GET",
  path: `${path}/{id}`,
  group,
  summary: "Get a series",
  description:
    "Returns a series with its steps in their order, each with its content, its `revision` and what became of its emails. `problem` says why nobody gets a step yet.",
  scope: read.scope,
  params: withId("series"),
  answers: {
    200: {
      description: "The series.",
      schema: z.object({ series: one.schema, steps: z.array(stepSchema) }),
    },
  },
  problems: [],
  async handle({ db, actor, params }) {
    const found = await readOne(db, wholeSeries, {
      with: sql`${scopeOf(actor, read.least)}, ${oneSeriesOf(params.id)}`,
      from: sql`one_series`,
    });
    return found ? { status: 200, body: found } : "not_found";
  },
});

export const listSeriesPeopleOperation = defineOperation({
  id: "listSeriesPeople",
  method: "GET",
  path: `${path}/{id}/people`,
  group,
  summary: "List the people of a series",
  description:
    "Lists who is or was inside a series, the latest first. Of a series that does not exist, the list is empty.",
  scope: read.scope,
  params: withId("series"),
  ...listing(person.schema, "A page of people."),
  query: z.extend(listQuery, {
    inside: z.optional(
      z
        .enum(["true", "false"])
        .check(z.describe("`true` for those who are inside, `false` for those who were.")),
    ),
  }),
  problems: [],
  async handle({ db, actor, params, query }) {
    const isInside = query.inside === undefined ? undefined : query.inside === "true";
    const found = await readList(db, {
      reach: reaching(actor, read.least),
      with: sql`${oneSeriesOf(params.id)}, ${peopleOfSeries({ isInside }, windowOf(query))}`,
      list: seriesPeopleList.listed(person.item),
    });
    return listed(`/organizations/${params.slug}/series/${params.id}/people`, query, found);
  },
});

const to = (_: unknown, { slug, id }: { slug: string; id: string }) => seriesPath(slug, id);

export const createSeries = publish(seriesCreation, {
  form: { to: ({ id }, { slug }) => seriesPath(slug, id), notice: "series_created" },
  api: {
    id: "createSeries",
    method,
    path,
    group,
    summary: "Create a series",
    description:
      "Creates a draft for those who join a list, or come into a segment, once it is active.",
    example: { name: "Welcome", audienceId: "5f0c8e8e-5d3c-4f3b-9b1e-0d7d6a7c9a10" },
    answers: { 201: { description: "The ID of the series.", schema: z.object({ id: z.guid() }) } },
    reply: ({ id }) => ({ status: 201, body: { id } }),
  },
});

export const updateSeries = publish(seriesUpdate, {
  form: { to, notice: "series_saved" },
  api: {
    id: "updateSeries",
    method: "PATCH",
    path: `${path}/{id}`,
    group,
    summary: "Update a series",
    description: `Replaces the name and the sending hours: whole hours of the clock in the zone, and days of the week. With \`includesImports\`, people whom an import puts on the list start as well. ${whileActive}`,
    example: {
      name: "Welcome",
      opensAt: 9,
      closesAt: 17,
      weekdays: ["monday", "thursday"],
      timeZone: "Europe/Berlin",
      includesImports: false,
    },
    answers: { 204: { description: "The series was saved." } },
  },
});

export const activateSeries = publish(seriesActivation, {
  form: { to, notice: "series_activated" },
  api: {
    id: "activateSeries",
    method,
    path: `${path}/{id}/activate`,
    group,
    summary: "Activate a series",
    description: `${requires} People who join from now on get it; people who joined before the first activation do not. A paused series continues.`,
    answers: { 204: { description: "The series is active." } },
  },
});

export const pauseSeries = publish(seriesPausing, {
  form: { to, notice: "series_paused" },
  api: {
    id: "pauseSeries",
    method,
    path: `${path}/{id}/pause`,
    group,
    summary: "Pause a series",
    description: `${requires} People inside keep their place. Emails that are on their way still arrive.`,
    answers: { 204: { description: "The series is paused." } },
  },
});

export const archiveSeries = publish(seriesArchiving, {
  form: {
    to,
    notice: ({ isArchived }) => (isArchived ? "series_archived" : "series_unarchived"),
  },
  api: {
    id: "archiveSeries",
    method,
    path: `${path}/{id}/archive`,
    group,
    summary: "Archive a series",
    description:
      "Hides a series from the list, or shows it again with `isArchived: false`. An active series cannot be archived.",
    example: { isArchived: true },
    answers: { 204: { description: "The series is archived, or no longer so." } },
  },
});
