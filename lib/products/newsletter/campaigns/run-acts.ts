import { sql } from "#lib/db/sql.ts";
import { implement } from "#lib/organizations/implement.ts";
import { isFreeNow, moveCampaign } from "./move.ts";
import { ring } from "./ring.ts";
import { cancelAct, chooseSubjectAct, pauseAct, resumeAct } from "./send-acts.ts";

const isRunning = sql`(named.status = 'scheduled' and named.cancelled_at is null)`;

/** Stops a campaign where it is; a mail that is on its way just then arrives. */
export const pausing = implement(pauseAct, {
  refusals: ["campaign_not_running"],
  run: ({ db, actor, params: { id } }) =>
    moveCampaign(db, actor, {
      id,
      action: "campaign.paused",
      unless: sql`when not ${isRunning} then 'campaign_not_running'
        when named.paused_at is not null then 'unchanged'`,
      set: sql`paused_at = now(), paused_reason = 'member'`,
    }),
});

/** Lets a campaign go on that was paused or held. One whose time has passed starts now. */
export const resuming = implement(resumeAct, {
  refusals: ["campaign_not_running", "campaign_not_paused"],
  run: ({ db, actor, params: { id } }) =>
    moveCampaign(db, actor, {
      id,
      action: "campaign.resumed",
      unless: sql`when not ${isRunning} then 'campaign_not_running'
        when named.paused_at is null and named.held_at is null then 'campaign_not_paused'`,
      set: sql`${isFreeNow}, scheduled_at = case when campaigns.started_at is null
        then greatest(campaigns.scheduled_at, now()) else campaigns.scheduled_at end`,
    }),
  after: ring,
});

/** Ends a campaign for good. Letters that were sent stay sent; the sender empties the queue. */
export const cancelling = implement(cancelAct, {
  refusals: ["campaign_not_running"],
  run: ({ db, actor, params: { id } }) =>
    moveCampaign(db, actor, {
      id,
      action: "campaign.cancelled",
      unless: sql`when named.cancelled_at is not null then 'unchanged'
        when not ${isRunning} then 'campaign_not_running'`,
      set: sql`cancelled_at = now(),
        status = case when campaigns.started_at is null then 'sent' else campaigns.status end,
        finished_at = case when campaigns.started_at is null then now() end`,
    }),
  after: ring,
});

/** Ends a test of two subjects: those who were not in it get the one that was chosen. */
export const choosing = implement(chooseSubjectAct, {
  refusals: ["campaign_not_running", "campaign_without_test"],
  run: ({ db, actor, params: { id }, input: { winner } }) =>
    moveCampaign(db, actor, {
      id,
      action: "campaign.subject_chosen",
      unless: sql`when named.test_winner = ${winner}::text then 'unchanged'
        when not ${isRunning} or named.started_at is null then 'campaign_not_running'
        when named.subject_b is null or named.test_winner is not null then 'campaign_without_test'`,
      set: sql`test_winner = ${winner}::text`,
    }),
  after: ring,
});
