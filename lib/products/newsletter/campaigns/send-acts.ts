import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { dayPattern } from "#lib/forms/fields.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { withId } from "#lib/organizations/place.ts";
import { timeZone } from "../settings/time-zone.ts";
import { messages } from "./messages.ts";
import { campaignPath } from "./paths.ts";
import { partLimit } from "./rules.ts";

const aCampaign = withId("campaign");
const page = ({ slug, id }: { slug: string; id: string }) => campaignPath(slug, id);

const ids = z._default(
  z.array(z.guid("audience_unknown")).check(z.maxLength(partLimit, "audience_too_many")),
  [],
);

export const changeAudienceAct = defineAct({
  name: "campaign.change_audience",
  needs: permissions["newsletter.write"],
  params: aCampaign,
  input: z.object({
    /** Lists and segments that it goes to. */
    lists: ids,
    segments: ids,
    /** Those whose people are left out. */
    withoutLists: ids,
    withoutSegments: ids,
  }),
  page,
  section: "audience",
  messages,
});

/** A time by the clock on the wall of a zone. */
export const wallTime = {
  date: z.string("date_invalid").check(z.regex(dayPattern, "date_invalid")),
  time: z.string("time_invalid").check(z.regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "time_invalid")),
  timeZone,
};

const sending = { needs: permissions["newsletter.send"], params: aCampaign, page, messages };

export const scheduleAct = defineAct({
  ...sending,
  name: "campaign.schedule",
  input: z.object(wallTime),
  section: "schedule",
});

export const sendAct = defineAct({ ...sending, name: "campaign.send", input: z.object({}) });
export const unscheduleAct = defineAct({
  ...sending,
  name: "campaign.unschedule",
  input: z.object({}),
});
export const pauseAct = defineAct({ ...sending, name: "campaign.pause", input: z.object({}) });
export const resumeAct = defineAct({ ...sending, name: "campaign.resume", input: z.object({}) });
export const cancelAct = defineAct({ ...sending, name: "campaign.cancel", input: z.object({}) });

/** Of a test with two subjects: which one the rest of the audience gets. */
export const chooseSubjectAct = defineAct({
  ...sending,
  name: "campaign.choose_subject",
  input: z.object({ winner: z.enum(["a", "b"], "winner_invalid") }),
});
