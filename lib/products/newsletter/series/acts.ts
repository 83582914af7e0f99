import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { id, line } from "#lib/forms/fields.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { content, preheader, subject } from "../campaigns/fields.ts";
import { timeZone } from "../settings/time-zone.ts";
import { weekdays } from "../tables/series.ts";
import { messages } from "./messages.ts";
import { allSeriesPath, seriesPath, stepPath } from "./paths.ts";
import { mostDelay, mostSteps, nameLimit } from "./rules.ts";

const name = line(nameLimit, {
  missing: "series_name_missing",
  tooLong: "series_name_too_long",
  invalid: "series_name_invalid",
});

const whole = (least: number, most: number, code: string) =>
  z.int(code).check(z.gte(least, code), z.lte(most, code));

const aSeries = withId("series");
const aStep = z.extend(aSeries, { step: id.check(z.describe("The ID of the step.")) });
const page = ({ slug, id }: { slug: string; id: string }) => seriesPath(slug, id);
const writing = { needs: permissions["newsletter.write"], messages };
const sending = { needs: permissions["newsletter.send"], messages };

/** When a step is sent. */
export const timing = {
  delay: whole(0, mostDelay, "series_delay_invalid"),
  unit: z.enum(["hours", "days"], "series_unit_invalid"),
  /** From joining, or from the mail of the series that the person got before. */
  countedFrom: z.enum(["joining", "before"], "series_counted_from_invalid"),
};

export const createSeriesAct = defineAct({
  ...writing,
  name: "series.create",
  params: inOrganization,
  input: z.object({
    name,
    /** The list or segment that people join. */
    audienceId: z.guid("series_audience_missing"),
  }),
  makes: true,
  page: ({ slug }) => `${allSeriesPath(slug)}/new`,
});

export const updateSeriesAct = defineAct({
  ...writing,
  name: "series.update",
  params: aSeries,
  input: z.object({
    name,
    /** Hours of the clock in the zone, between which mails go out. */
    opensAt: whole(0, 23, "series_hour_invalid"),
    closesAt: whole(1, 24, "series_hour_invalid"),
    weekdays: z
      .array(z.enum(weekdays, "series_weekdays_invalid"), "series_weekdays_invalid")
      .check(
        z.minLength(1, "series_weekdays_invalid"),
        z.maxLength(weekdays.length, "series_weekdays_invalid"),
      ),
    timeZone,
    /** Whether someone whom an import puts on the list, or into the segment, starts as well. */
    includesImports: z.boolean(),
  }),
  page,
  section: "settings",
});

export const activateSeriesAct = defineAct({
  ...sending,
  name: "series.activate",
  params: aSeries,
  input: z.object({}),
  page,
});

export const pauseSeriesAct = defineAct({
  ...sending,
  name: "series.pause",
  params: aSeries,
  input: z.object({}),
  page,
});

export const archiveSeriesAct = defineAct({
  ...writing,
  name: "series.archive",
  params: aSeries,
  input: z.object({ isArchived: z._default(z.boolean(), true) }),
  page,
});

export const addStepAct = defineAct({
  ...writing,
  name: "series.add_step",
  params: aSeries,
  input: z.object({ subject, ...timing }),
  makes: true,
  page,
  section: "add-step",
});

export const updateStepAct = defineAct({
  ...writing,
  name: "series.update_step",
  params: aStep,
  input: z.object({
    /** The one that was read. */
    revision: whole(1, 2_147_483_647, "revision_invalid"),
    subject,
    preheader,
    content,
    ...timing,
  }),
  page: ({ slug, id, step }) => stepPath(slug, id, step),
});

export const moveStepAct = defineAct({
  ...writing,
  name: "series.move_step",
  params: aStep,
  /** Its place from now on, from 1. */
  input: z.object({ position: whole(1, mostSteps, "series_position_invalid") }),
  page,
});

export const removeStepAct = defineAct({
  ...writing,
  name: "series.remove_step",
  params: aStep,
  input: z.object({}),
  page,
});
