import type { Metadata } from "next";
import { getEnvironment } from "#lib/env/environment.ts";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { deleteCampaignAct } from "#lib/products/newsletter/campaigns/acts.ts";
import { campaignsPath, editPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { preflight } from "#lib/products/newsletter/campaigns/preflight.ts";
import { scheduleAct } from "#lib/products/newsletter/campaigns/send-acts.ts";
import { previewOf } from "#lib/products/newsletter/letter/preview.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { StateBadge } from "../state-badge.tsx";
import { AudienceCard } from "./audience-card.tsx";
import { CampaignMenu } from "./campaign-menu.tsx";
import { ChecksCard } from "./checks-card.tsx";
import { FiguresCard } from "./figures-card.tsx";
import { OptionsCard } from "./options-card.tsx";
import { PreviewPane } from "./preview-pane.tsx";
import { getSending } from "./read-sending.ts";
import { ScheduleCard } from "./schedule-card.tsx";
import { StateCard } from "./state-card.tsx";
import { CampaignSteps } from "./steps.tsx";
import { TestCard } from "./test-card.tsx";

export const metadata: Metadata = { title: "Campaign" };

export default workspacePage({
  route: "/o/[slug]/campaigns/[id]",
  current: "/campaigns",
  read: (db, scope, { params }) => getSending(db, scope, params.id),
  render(found, { slug, query }) {
    const { frame, campaign, letter } = found;
    const { id, subject, state } = campaign;
    const deletion = formOf(deleteCampaignAct, { slug, id });
    // Whichever form was refused, but for the one that says it itself: they have the same words.
    const isOfSchedule = query.form === formOf(scheduleAct, { slug, id }).action;
    const { message } = isOfSchedule
      ? { message: undefined }
      : formState({ ...deletion, action: String(query.form) }, query);
    const isAhead = state === "draft" || (state === "scheduled" && !campaign.startedAt);
    return (
      <>
        <PageHeader
          title={subject}
          back={{ href: campaignsPath(slug), label: "Campaigns" }}
          aside={<StateBadge state={state} />}
          actions={<CampaignMenu campaign={campaign} slug={slug} />}
        />
        {state === "draft" && <CampaignSteps slug={slug} id={id} current="send" />}
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <div className="grid min-w-0 gap-4">
            {query.error && message && <Alert tone="danger">{message}</Alert>}
            {state !== "draft" && <StateCard found={found} slug={slug} />}
            {found.run && (
              <FiguresCard
                run={found.run}
                isTracked={campaign.isTracked && letter.settings.isTracked}
                timeZone={campaign.timeZone ?? letter.settings.timeZone}
                links={{ slug, id, query, role: frame.role }}
              />
            )}
            <AudienceCard found={found} slug={slug} query={query} />
            {isAhead && (
              <ChecksCard
                findings={preflight({ ...found, appUrl: getEnvironment().APP_URL })}
                slug={slug}
                editHref={editPath(slug, id)}
              />
            )}
            {state === "draft" && <TestCard found={found} slug={slug} query={query} />}
            {isAhead && <ScheduleCard found={found} slug={slug} query={query} />}
            <OptionsCard found={found} slug={slug} query={query} />
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
