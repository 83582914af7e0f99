import * as z from "zod/mini";
import { publish } from "#lib/api/publish.ts";
import { isoMoment } from "#lib/api/resources/wire.ts";
import { meantTime } from "#lib/text/wall-time.ts";
import { audienceChange } from "../campaigns/change-audience.ts";
import { campaignPath } from "../campaigns/paths.ts";
import { cancelling, choosing, pausing, resuming } from "../campaigns/run-acts.ts";
import { scheduling, sendingNow, unscheduling } from "../campaigns/schedule.ts";
import { campaignGroup as group } from "./campaign-group.ts";

const path = "/organizations/{slug}/campaigns/{id}";
const to = (_: unknown, { slug, id }: { slug: string; id: string }) => campaignPath(slug, id);
const method = "POST";
const requires = "Requires the owner or admin role.";

export const changeCampaignAudience = publish(audienceChange, {
  form: { to, notice: "campaign_audience_saved" },
  api: {
    id: "updateCampaignAudience",
    method: "PATCH",
    path: `${path}/audience`,
    group,
    summary: "Update the audience of a campaign",
    description:
      "Replaces the lists and segments that a draft goes to, and those whose subscribers are left out. A subscriber in several gets one email.",
    example: {
      lists: ["5f0c8e8e-5d3c-4f3b-9b1e-0d7d6a7c9a10"],
      segments: [],
      withoutLists: [],
      withoutSegments: [],
    },
    answers: { 204: { description: "The audience was saved." } },
  },
});

export const scheduleCampaign = publish(scheduling, {
  form: { to, notice: "campaign_scheduled" },
  api: {
    id: "scheduleCampaign",
    method,
    path: `${path}/schedule`,
    group,
    summary: "Schedule a campaign",
    description: `${requires} The time is read by the clock of the zone: one that the clock skips is later, and of one that it repeats the first is meant. Content, sender and audience are fixed when sending starts.`,
    example: { date: "2027-03-01", time: "09:00", timeZone: "Europe/Berlin" },
    answers: {
      200: {
        description: "The moment at which sending starts.",
        schema: z.object({
          scheduledAt: isoMoment,
          offset: z.string().check(z.describe("From UTC, at that moment: `+02:00`.")),
          shift: z
            .enum(["none", "skipped", "repeated"])
            .check(z.describe("Whether the clock of the zone skips the time or has it twice.")),
        }),
      },
    },
    reply(_, { body: { date, time, timeZone: zone } }) {
      const meant = meantTime({ date, time, zone });
      if (typeof meant === "string") throw new Error("unreachable");
      const { instant, offset, shift } = meant;
      return { status: 200, body: { scheduledAt: instant.toISOString(), offset, shift } };
    },
  },
});

export const sendCampaign = publish(sendingNow, {
  form: { to, notice: "campaign_sent" },
  api: {
    id: "sendCampaign",
    method,
    path: `${path}/send`,
    group,
    summary: "Send a campaign",
    description: `${requires} Starts sending now.`,
    answers: { 204: { description: "Sending starts." } },
  },
});

export const unscheduleCampaign = publish(unscheduling, {
  form: { to, notice: "campaign_unscheduled" },
  api: {
    id: "unscheduleCampaign",
    method,
    path: `${path}/unschedule`,
    group,
    summary: "Unschedule a campaign",
    description: `${requires} The campaign is a draft again.`,
    answers: { 204: { description: "The campaign is a draft." } },
  },
});

export const pauseCampaign = publish(pausing, {
  form: { to, notice: "campaign_paused" },
  api: {
    id: "pauseCampaign",
    method,
    path: `${path}/pause`,
    group,
    summary: "Pause a campaign",
    description: `${requires} Emails that are on their way still arrive.`,
    answers: { 204: { description: "The campaign is paused." } },
  },
});

export const resumeCampaign = publish(resuming, {
  form: { to, notice: "campaign_resumed" },
  api: {
    id: "resumeCampaign",
    method,
    path: `${path}/resume`,
    group,
    summary: "Resume a campaign",
    description: `${requires} Continues a campaign that was paused or is on hold. If its time has passed, it starts now.`,
    answers: { 204: { description: "The campaign continues." } },
  },
});

export const cancelCampaign = publish(cancelling, {
  form: { to, notice: "campaign_cancelled" },
  api: {
    id: "cancelCampaign",
    method,
    path: `${path}/cancel`,
    group,
    summary: "Cancel a campaign",
    description: `${requires} Ends a campaign for good. Sent emails cannot be recalled.`,
    answers: { 204: { description: "The campaign is canceled." } },
  },
});

export const chooseCampaignSubject = publish(choosing, {
  form: { to, notice: "campaign_subject_chosen" },
  api: {
    id: "chooseCampaignSubject",
    method,
    path: `${path}/subject`,
    group,
    summary: "Choose the subject of a campaign",
    description: `${requires} Ends a test of two subjects: the rest of the audience gets the one you send.`,
    example: { winner: "a" },
    answers: { 204: { description: "The subject was chosen." } },
  },
});
