import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { changeOptionsAct } from "#lib/products/newsletter/campaigns/acts.ts";
import { defaultShare, mostTestMinutes, shares } from "#lib/products/newsletter/campaigns/rules.ts";
import { Card } from "#lib/ui/card.tsx";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { CampaignPart } from "./part.ts";

/** How a campaign is sent and shown. What is fixed at the start is hidden once it is no draft. */
export function OptionsCard({ found, slug, query }: CampaignPart) {
  const { campaign, letter } = found;
  const isDraft = campaign.state === "draft";
  const form = formOf(changeOptionsAct, { slug, id: campaign.id });
  const { message, errors, values } = formState(form, query);
  const isTested = campaign.subjectB !== null;
  return (
    <div id="options">
      <Card title="Options">
        <Form
          action={form.action}
          submit="Save options"
          pending="Saving…"
          look="secondary"
          message={message}
        >
          <div>
            <input type="hidden" name="isPublic" value="false" />
            <Checkbox
              label="Show in the public archive"
              name="isPublic"
              value="true"
              hint="Once it was sent, everyone can read it there and in the feeds."
              defaultChecked={campaign.isPublic}
              error={errors.isPublic}
            />
          </div>
          {isDraft ? (
            <div>
              <input type="hidden" name="isTracked" value="false" />
              <Checkbox
                label="Count opens and clicks"
                name="isTracked"
                value="true"
                hint={
                  letter.settings.isTracked
                    ? undefined
                    : "Counting is switched off in the newsletter settings."
                }
                defaultChecked={campaign.isTracked}
                error={errors.isTracked}
              />
            </div>
          ) : (
            <input type="hidden" name="isTracked" value={String(campaign.isTracked)} />
          )}
          {isTested && isDraft && (
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label="Share of the test in percent"
                name="testShare"
                type="number"
                min={shares.least}
                max={shares.most}
                hint="Half of it gets each subject."
                defaultValue={values.testShare ?? String(campaign.testShare ?? defaultShare)}
                error={errors.testShare}
              />
              <Field
                label="Minutes until clicks decide"
                name="testMinutes"
                type="number"
                min={0}
                max={mostTestMinutes}
                hint="0: you choose the subject."
                defaultValue={values.testMinutes ?? String(campaign.testMinutes ?? 0)}
                error={errors.testMinutes}
              />
            </div>
          )}
          {isTested && !isDraft && (
            <>
              <input type="hidden" name="testShare" value={campaign.testShare ?? ""} />
              <input type="hidden" name="testMinutes" value={campaign.testMinutes ?? 0} />
            </>
          )}
        </Form>
      </Card>
    </div>
  );
}
