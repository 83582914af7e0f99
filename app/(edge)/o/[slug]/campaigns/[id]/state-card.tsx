import { formOf } from "#lib/forms/act.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import {
  cancelAct,
  chooseSubjectAct,
  pauseAct,
  resumeAct,
  unscheduleAct,
} from "#lib/products/newsletter/campaigns/send-acts.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Time } from "#lib/ui/time.tsx";
import { formatTime } from "#lib/ui/time-format.ts";
import type { CampaignPart } from "./part.ts";

const reasons: Record<string, string> = {
  member: "A member paused it.",
  bounces: "More than 5% of the emails bounced. Check where the addresses come from.",
  complaints: "More than 0.3% of the recipients reported it as spam.",
  connection: "The mail server could not be reached many times in a row.",
  refused: "The mail server refuses to send for this sender.",
  uncertain:
    "Nobody knows whether some emails arrived, because their sender ended in the middle. Resume to send these once more, or cancel to leave them.",
  late: "Its time passed more than 24 hours ago, as after restoring a backup. Resume it to send it now.",
  payment: "A payment is overdue, so no credits can be spent. Resume it once it is paid.",
};

/** Why it stopped, with the credits as they are now. */
function reasonOf(code: string | null, { run, credits }: CampaignPart["found"]) {
  if (code !== "credits") return code ? (reasons[code] ?? code) : undefined;
  const [needed, left] = [run?.recipients ?? 0, credits.left];
  const takes = `It takes ${formatNumber(needed)} credits, and ${formatNumber(left)} are left`;
  return left < needed
    ? `${takes}: ${formatNumber(needed - left)} are missing. Resume it once there are enough.`
    : `There were not enough credits. ${takes}, so you can resume it.`;
}

/** Where a campaign is, and what can be done about it. */
export function StateCard({ found, slug }: Omit<CampaignPart, "query">) {
  const { campaign, run, frame } = found;
  const { id, state, scheduledAt, timeZone } = campaign;
  const form = { slug, id };
  const isRunning = ["scheduled", "sending", "paused", "held"].includes(state);
  const isUndecided =
    isRunning && campaign.startedAt && campaign.subjectB !== null && !campaign.testWinner;
  return (
    <Card title="Progress">
      <div className="grid gap-4">
        <Facts
          facts={{
            Scheduled: scheduledAt && (
              <>
                <Time value={scheduledAt} />
                {timeZone && (
                  <span className="text-muted">
                    {" "}
                    ({formatTime(scheduledAt, "minute", timeZone)} {timeZone})
                  </span>
                )}
              </>
            ),
            Started: campaign.startedAt && <Time value={campaign.startedAt} />,
            Sent:
              run &&
              `${formatNumber(run.total.sent)} of ${formatNumber(run.recipients)} emails${run.isQueued ? "" : ", and more are being added"}`,
            Credits:
              run &&
              run.creditsSpent > 0 &&
              `${formatNumber(run.creditsSpent)} spent${run.creditsReturned > 0 ? `, ${formatNumber(run.creditsReturned)} given back` : ""}`,
            Finished: campaign.finishedAt && <Time value={campaign.finishedAt} />,
            Canceled: campaign.cancelledAt && <Time value={campaign.cancelledAt} />,
            "Why it stopped":
              (state === "paused" && reasonOf(campaign.pausedReason, found)) ||
              (state === "held" && reasonOf(campaign.heldReason, found)),
          }}
        />
        {isUndecided && isAllowed(frame.role, "newsletter.send") && (
          <div className="grid gap-3">
            <p className="text-sm font-medium">Which subject does the rest of the audience get?</p>
            {(["a", "b"] as const).map((winner) => (
              <Form
                key={winner}
                action={formOf(chooseSubjectAct, form).action}
                submit={winner === "a" ? campaign.subject : campaign.subjectB}
                pending="Saving…"
                look="secondary"
              >
                <input type="hidden" name="winner" value={winner} />
              </Form>
            ))}
          </div>
        )}
        {isRunning && isAllowed(frame.role, "newsletter.send") && (
          <div className="flex flex-wrap gap-2">
            {(state === "paused" || state === "held") && (
              <Form
                action={formOf(resumeAct, form).action}
                submit="Resume"
                pending="Resuming…"
                className="contents"
              />
            )}
            {(state === "scheduled" || state === "sending") && (
              <Form
                action={formOf(pauseAct, form).action}
                submit="Pause"
                pending="Pausing…"
                look="secondary"
                className="contents"
              />
            )}
            {!campaign.startedAt && (
              <Form
                action={formOf(unscheduleAct, form).action}
                submit="Unschedule"
                pending="Unscheduling…"
                look="secondary"
                className="contents"
              />
            )}
            <ConfirmDialog
              id="cancel-campaign"
              action={formOf(cancelAct, form).action}
              title="Cancel this campaign?"
              description="It ends for good. Emails that were sent cannot be recalled."
              submit="Cancel campaign"
              pending="Canceling…"
              dismiss="Keep it"
              button="Cancel campaign"
            />
          </div>
        )}
      </div>
    </Card>
  );
}
