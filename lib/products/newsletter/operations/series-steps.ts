import * as z from "zod/mini";
import { publish } from "#lib/api/publish.ts";
import { resource } from "#lib/api/resources/wire.ts";
import { seriesPath, stepPath } from "../series/paths.ts";
import { stepNamed } from "../series/series.ts";
import { stepUpdate } from "../series/update-step.ts";
import { stepAddition, stepMove, stepRemoval } from "../series/write-steps.ts";
import { newsletterGroups } from "./groups.ts";

const group = newsletterGroups.series;
const path = "/organizations/{slug}/series/{id}/steps";
const step = resource(stepNamed("step"));
const to = (_: unknown, { slug, id }: { slug: string; id: string }) => seriesPath(slug, id);
const whileActive =
  "While the series is active, this requires the owner or admin role and the scope `newsletter.send`.";

export const addSeriesStep = publish(stepAddition, {
  form: {
    to: ({ id: step }, { slug, id }) => stepPath(slug, id, step),
    notice: "series_step_added",
  },
  api: {
    id: "addSeriesStep",
    method: "POST",
    path,
    group,
    summary: "Add a step",
    description: `Adds a step without content at the end. Nobody gets it before it is written. ${whileActive}`,
    example: { subject: "Welcome", delay: 1, unit: "days", countedFrom: "joining" },
    answers: { 201: { description: "The ID of the step.", schema: z.object({ id: z.guid() }) } },
    reply: ({ id }) => ({ status: 201, body: { id } }),
  },
});

export const updateSeriesStep = publish(stepUpdate, {
  form: {
    to: (_, { slug, id, step }) => stepPath(slug, id, step),
    notice: "series_step_saved",
  },
  api: {
    id: "updateSeriesStep",
    method: "PATCH",
    path: `${path}/{step}`,
    group,
    summary: "Update a step",
    description: `Replaces what a step says and when it is sent: people who have not got it get it so. If the revision is not the one you send, the answer is 409, with the step as it is now in \`current\`. ${whileActive}`,
    example: {
      revision: 1,
      subject: "Welcome",
      preheader: "",
      content: "# Hello",
      delay: 2,
      unit: "days",
      countedFrom: "before",
    },
    answers: { 200: { description: "The step.", schema: step.schema } },
    reply: ({ current }) => ({ status: 200, body: current }),
  },
});

export const moveSeriesStep = publish(stepMove, {
  form: { to, notice: "series_step_moved" },
  api: {
    id: "moveSeriesStep",
    method: "POST",
    path: `${path}/{step}/move`,
    group,
    summary: "Move a step",
    description: `Moves a step to another place, counted from 1. Nobody gets a step twice, and nobody who is inside gets two on one day because of it. ${whileActive}`,
    example: { position: 1 },
    answers: { 204: { description: "The step was moved." } },
  },
});

export const removeSeriesStep = publish(stepRemoval, {
  form: { to, notice: "series_step_removed" },
  api: {
    id: "removeSeriesStep",
    method: "DELETE",
    path: `${path}/{step}`,
    group,
    summary: "Remove a step",
    description: `People who have not got it do not get it. ${whileActive}`,
    answers: { 204: { description: "The step was removed." } },
  },
});
