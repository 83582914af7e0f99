import { sql } from "#lib/db/sql.ts";
import { implement } from "#lib/organizations/implement.ts";
import { meantTime } from "#lib/text/wall-time.ts";
import { hasStarted, isDraftNow, isScheduledNow, moveCampaign } from "./move.ts";
import { unreadiness, unready } from "./readiness.ts";
import { ring } from "./ring.ts";
import { scheduleAct, sendAct, unscheduleAct } from "./send-acts.ts";

const started = sql`when ${hasStarted} then 'campaign_started'`;

/** Sets when a campaign is sent; again to change that. Its words and audience are fixed at the start. */
export const scheduling = implement(scheduleAct, {
  refusals: ["campaign_started", "schedule_past", ...unready],
  run({ db, actor, params: { id }, input: { date, time, timeZone: zone } }) {
    const meant = meantTime({ date, time, zone });
    if (typeof meant === "string") throw new Error(`The act takes no time that is ${meant}`);
    const at = sql`${meant.instant.toISOString()}::timestamptz`;
    return moveCampaign(db, actor, {
      id,
      action: "campaign.scheduled",
      unless: sql`${started}
        when ${at} <= now() then 'schedule_past'
        when named.status = 'scheduled' and named.scheduled_at = ${at}
          and named.time_zone = ${zone}::text and named.paused_at is null and named.held_at is null
          then 'unchanged'
        ${unreadiness}`,
      set: sql`${isScheduledNow}, scheduled_at = ${at}, time_zone = ${zone}::text`,
    });
  },
});

export const sendingNow = implement(sendAct, {
  refusals: ["campaign_started", ...unready],
  run: ({ db, actor, params: { id } }) =>
    moveCampaign(db, actor, {
      id,
      action: "campaign.sent",
      unless: sql`${started} ${unreadiness}`,
      set: sql`${isScheduledNow}, scheduled_at = now()`,
    }),
  after: ring,
});

export const unscheduling = implement(unscheduleAct, {
  refusals: ["campaign_started", "campaign_not_scheduled"],
  run: ({ db, actor, params: { id } }) =>
    moveCampaign(db, actor, {
      id,
      action: "campaign.unscheduled",
      unless: sql`${started}
        when named.status <> 'scheduled' or named.cancelled_at is not null
          then 'campaign_not_scheduled'`,
      set: isDraftNow,
    }),
});
