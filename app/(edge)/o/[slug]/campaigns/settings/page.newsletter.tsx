import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { changeSettingsAct } from "#lib/products/newsletter/settings/acts.ts";
import { timeZones } from "#lib/text/time-zone.ts";
import { Card } from "#lib/ui/card.tsx";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { RadioGroup } from "#lib/ui/choice-cards.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Select } from "#lib/ui/select.tsx";
import { TextArea } from "#lib/ui/text-area.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { CampaignTabs } from "../tabs.tsx";
import { getNewsletterSettings } from "./read.ts";

export const metadata: Metadata = { title: "Newsletter settings" };

const whenUncertain = [
  {
    value: "send_again",
    label: "Send it once more",
    hint: "With the same Message-ID, so that many mail programs show it once. Nobody misses a letter.",
  },
  {
    value: "ask",
    label: "Leave it to us",
    hint: "The campaign lists these letters. Nobody gets one twice.",
  },
];

export default workspacePage({
  route: "/o/[slug]/campaigns/settings",
  current: "/campaigns",
  read: getNewsletterSettings,
  render({ frame, settings }, { slug, query }) {
    const form = formOf(changeSettingsAct, { slug });
    const { message, errors, values } = formState(form, query);
    const chosen = whenUncertain.find(({ value }) => value === settings.whenUncertain);
    // The zone may have a name that the list of this machine does not have.
    const zones = new Set([settings.timeZone, ...timeZones()]);
    return (
      <>
        <PageHeader
          title="Newsletter settings"
          description="They apply to all campaigns that start from now on."
        />
        <CampaignTabs slug={slug} current="settings" />
        {isAllowed(frame.role, "newsletter.send") ? (
          <Card className="max-w-2xl">
            <Form
              action={form.action}
              submit="Save settings"
              pending="Saving…"
              message={message}
              className="grid gap-5"
            >
              <Field
                label="Sender name"
                name="senderName"
                maxLength={100}
                autoComplete="organization"
                placeholder={frame.organization.name}
                hint="Subscribers see it as the sender. Leave it empty to use the name of the organization."
                defaultValue={values.senderName ?? settings.senderName}
                error={errors.senderName}
              />
              <Field
                label="Reply-to address"
                name="replyTo"
                type="email"
                maxLength={254}
                autoComplete="email"
                hint="Where answers go. Leave it empty to use the sender's address."
                defaultValue={values.replyTo ?? settings.replyTo ?? ""}
                error={errors.replyTo}
              />
              <TextArea
                label="Postal address"
                name="postalAddress"
                maxLength={500}
                autoComplete="street-address"
                hint="It stands at the end of each letter. Laws in many countries ask for it."
                defaultValue={values.postalAddress ?? settings.postalAddress}
                error={errors.postalAddress}
              />
              <Select
                label="Time zone"
                name="timeZone"
                options={Object.fromEntries(
                  [...zones].map((zone) => [zone, zone.replaceAll("_", " ")]),
                )}
                hint="Chosen first when a campaign is scheduled."
                defaultValue={values.timeZone ?? settings.timeZone}
                error={errors.timeZone}
              />
              <div>
                <input type="hidden" name="isTracked" value="false" />
                <Checkbox
                  label="Count opens and clicks"
                  name="isTracked"
                  value="true"
                  hint="Each campaign and each subscriber can be left out."
                  defaultChecked={settings.isTracked}
                  error={errors.isTracked}
                />
              </div>
              <RadioGroup
                legend="When the fate of a letter is unknown, because a server stopped while it was being sent"
                name="whenUncertain"
                choices={whenUncertain}
                defaultValue={values.whenUncertain ?? settings.whenUncertain}
                error={errors.whenUncertain}
              />
            </Form>
          </Card>
        ) : (
          <Card className="max-w-2xl" footer="Only owners and admins can change these settings.">
            <Facts
              facts={{
                "Sender name": settings.senderName || frame.organization.name,
                "Reply-to address": settings.replyTo ?? "The sender's address",
                "Postal address": settings.postalAddress ? (
                  <span className="whitespace-pre-line">{settings.postalAddress}</span>
                ) : (
                  "None"
                ),
                "Time zone": settings.timeZone,
                "Opens and clicks": settings.isTracked ? "Counted" : "Not counted",
                "Unknown fate of a letter": chosen?.label,
              }}
            />
          </Card>
        )}
      </>
    );
  },
});
