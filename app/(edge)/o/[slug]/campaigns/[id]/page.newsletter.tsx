import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { deleteCampaignAct } from "#lib/products/newsletter/campaigns/acts.ts";
import { campaignsPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { previewOf } from "#lib/products/newsletter/letter/preview.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Time } from "#lib/ui/time.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { StateBadge } from "../state-badge.tsx";
import { PreviewPane } from "./preview-pane.tsx";
import { getCampaign } from "./read.ts";
import { CampaignSteps } from "./steps.tsx";

export const metadata: Metadata = { title: "Campaign" };

export default workspacePage({
  route: "/o/[slug]/campaigns/[id]",
  current: "/campaigns",
  read: (db, scope, { params }) => getCampaign(db, scope, params.id),
  render({ frame, campaign, letter }, { slug, query }) {
    const { id, subject, state } = campaign;
    const deletion = formOf(deleteCampaignAct, { slug, id });
    const { message } = formState({ ...deletion, action: String(query.form) }, query);
    return (
      <>
        <PageHeader
          title={subject}
          back={{ href: campaignsPath(slug), label: "Campaigns" }}
          aside={<StateBadge state={state} />}
        />
        {state === "draft" && <CampaignSteps slug={slug} id={id} current="send" />}
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <div className="grid gap-4">
            {message && <Alert tone="danger">{message}</Alert>}
            <Card title="Details">
              <Facts
                facts={{
                  List: campaign.listName,
                  Created: <Time value={campaign.createdAt} />,
                  Scheduled: campaign.scheduledAt && <Time value={campaign.scheduledAt} />,
                  Started: campaign.startedAt && <Time value={campaign.startedAt} />,
                  Finished: campaign.finishedAt && <Time value={campaign.finishedAt} />,
                  Canceled: campaign.cancelledAt && <Time value={campaign.cancelledAt} />,
                }}
              />
            </Card>
            {state === "draft" && (
              <Card title="Delete" description="Removes the draft and what you wrote in it.">
                <ConfirmDialog
                  id="delete-campaign"
                  action={deletion.action}
                  title="Delete this draft?"
                  description="It cannot be restored."
                  submit="Delete draft"
                  pending="Deleting…"
                  button="Delete draft"
                />
              </Card>
            )}
          </div>
          <PreviewPane
            letter={previewOf(campaign, letter, frame.viewer)}
            sender={letter.settings.senderName || letter.organization}
          />
        </div>
      </>
    );
  },
});
