import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { sendTestAct } from "#lib/products/newsletter/campaigns/acts.ts";
import { Card } from "#lib/ui/card.tsx";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { CampaignPart } from "./part.ts";

/** Sends a campaign to members, to see it in their own mail programs. */
export function TestCard({ found, slug, query }: CampaignPart) {
  const { campaign, members, frame } = found;
  const form = formOf(sendTestAct, { slug, id: campaign.id });
  const { message, errors } = formState(form, query);
  const boxes = (some: typeof members) =>
    some.map(({ id, name, email }) => (
      <Checkbox
        key={id}
        label={name || email}
        hint={name && email}
        name="members"
        value={id}
        defaultChecked={id === frame.viewer.id}
      />
    ));
  return (
    <div id="test">
      <Card
        title="Test email"
        description="Members see the saved campaign in their own mail programs. Placeholders without a field are marked."
      >
        {members.length === 0 ? (
          <p className="text-sm text-muted">
            Test emails go to members with a confirmed email address. There are none yet.
          </p>
        ) : (
          <Form
            action={form.action}
            submit="Send test email"
            pending="Sending…"
            look="secondary"
            message={message ?? errors.members}
            className="grid gap-3"
          >
            {boxes(members.slice(0, 3))}
            {members.length > 3 && (
              <details className="text-sm">
                <summary className="cursor-pointer rounded font-medium">Other members</summary>
                <div className="mt-3 grid gap-3 sm:grid-cols-2">{boxes(members.slice(3))}</div>
              </details>
            )}
          </Form>
        )}
      </Card>
    </div>
  );
}
