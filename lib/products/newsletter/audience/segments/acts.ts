import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { audienceName, filterFields } from "../filter.ts";
import { messages } from "../messages.ts";
import { segmentPath, segmentsPath } from "../paths.ts";

const needs = permissions["newsletter.write"];
const input = z.object({ name: audienceName, ...filterFields });

export const createSegmentAct = defineAct({
  name: "segment.create",
  needs,
  params: inOrganization,
  input,
  makes: true,
  page: ({ slug }) => `${segmentsPath(slug)}/new`,
  messages,
});

const onSegment = {
  needs,
  params: withId("segment"),
  page: ({ slug, id }: { slug: string; id: string }) => segmentPath(slug, id),
  messages,
};

export const updateSegmentAct = defineAct({ ...onSegment, name: "segment.update", input });
export const archiveSegmentAct = defineAct({
  ...onSegment,
  name: "segment.archive",
  input: z.object({}),
});
export const restoreSegmentAct = defineAct({
  ...onSegment,
  name: "segment.restore",
  input: z.object({}),
});
