import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { campaignPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { scheduleAct, sendAct } from "#lib/products/newsletter/campaigns/send-acts.ts";
import { startLateness } from "#lib/products/newsletter/manifest/clock.ts";
import { formatNumber } from "#lib/text/format.ts";
import { timeZones } from "#lib/text/time-zone.ts";
import { type MeantTime, meantTime } from "#lib/text/wall-time.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Button, ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Select } from "#lib/ui/select.tsx";
import { formatTime } from "#lib/ui/time-format.ts";
import type { CampaignPart } from "./part.ts";

const problems = {
  invalid_date: ["date", "Enter a date, such as 2026-11-20."],
  invalid_time: ["time", "Enter a time, such as 09:30."],
  unknown_zone: ["timeZone", "Choose a time zone, such as Europe/Berlin."],
} as const;

const shifts: Record<MeantTime["shift"], string | undefined> = {
  none: undefined,
  skipped: "The clock goes forward over this time on that day, so a later time is meant.",
  repeated: "The clock goes back on that day and shows this time twice. The first is meant.",
};

/** A campaign is sent at a time, which is shown as it is meant before it is saved, or now. */
export function ScheduleCard({ found, slug, query }: CampaignPart) {
  const { campaign, frame, letter, people } = found;
  const { id } = campaign;
  const page = campaignPath(slug, id);
  if (!isAllowed(frame.role, "newsletter.send")) {
    return (
      <Card title="Send" description="Only owners and admins can schedule and send campaigns." />
    );
  }
  const form = formOf(scheduleAct, { slug, id });
  const { message, errors, values } = formState(form, query);
  const sending = formOf(sendAct, { slug, id });
  const asked = (name: "date" | "time" | "timeZone") =>
    values[name] ?? (typeof query[name] === "string" ? query[name] : undefined);
  const [date, time] = [asked("date"), asked("time")];
  const zone = asked("timeZone") ?? campaign.timeZone ?? letter.settings.timeZone;
  const meant = date !== undefined && time !== undefined ? meantTime({ date, time, zone }) : null;
  const [wrong, why] = typeof meant === "string" ? problems[meant] : [];
  const errorOf = (name: string) => (wrong === name ? why : errors[name]);
  const isPast = meant !== null && typeof meant === "object" && meant.instant <= new Date();
  const zones = new Set([zone, letter.settings.timeZone, ...timeZones()]);
  return (
    <div id="schedule">
      <Card
        title={campaign.state === "draft" ? "Send" : "Change the time"}
        description={`Content, sender and audience are fixed when sending starts. Those who unsubscribe before their email is sent do not get it. Each email takes one credit, and those that are not sent are given back. A scheduled campaign starts ${startLateness().text}.`}
      >
        <div className="grid gap-5">
          {message && <Alert tone="danger">{message}</Alert>}
          <form method="get" action={`${page}#schedule`} className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Date"
              name="date"
              type="date"
              required
              defaultValue={date}
              error={errorOf("date")}
            />
            <Field
              label="Time"
              name="time"
              type="time"
              required
              defaultValue={time}
              error={errorOf("time") ?? (isPast ? "This time is in the past." : undefined)}
            />
            <Select
              label="Time zone"
              name="timeZone"
              options={Object.fromEntries(
                [...zones].map((name) => [name, name.replaceAll("_", " ")]),
              )}
              defaultValue={zone}
              error={errorOf("timeZone")}
              className="sm:col-span-2"
            />
            <div>
              <Button look="secondary">Check the time</Button>
            </div>
          </form>
          {meant !== null && typeof meant === "object" && !isPast && (
            <Alert tone={meant.shift === "none" ? "info" : "warning"}>
              <p className="font-semibold">
                {formatTime(meant.instant, "minute", zone)} {zone}, {meant.offset} from UTC
              </p>
              {shifts[meant.shift] && <p className="mt-1">{shifts[meant.shift]}</p>}
              <div className="mt-3">
                <Form
                  action={form.action}
                  submit="Schedule campaign"
                  pending="Scheduling…"
                  cancel={
                    <ButtonLink href={page} look="quiet">
                      Cancel
                    </ButtonLink>
                  }
                >
                  <input type="hidden" name="date" value={date} />
                  <input type="hidden" name="time" value={time} />
                  <input type="hidden" name="timeZone" value={zone} />
                </Form>
              </div>
            </Alert>
          )}
          <div className="border-t border-line pt-5">
            <ConfirmDialog
              id="send-now"
              action={sending.action}
              title="Send this campaign now?"
              description={`It goes to ${formatNumber(people)} ${people === 1 ? "subscriber" : "subscribers"} and takes ${formatNumber(people)} ${people === 1 ? "credit" : "credits"}. Emails that were sent cannot be recalled.`}
              submit="Send now"
              pending="Starting…"
              look="primary"
              button="Send now"
              buttonLook="primary"
            />
          </div>
        </div>
      </Card>
    </div>
  );
}
