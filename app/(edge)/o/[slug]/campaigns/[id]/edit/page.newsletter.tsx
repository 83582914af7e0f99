import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { updateCampaignAct } from "#lib/products/newsletter/campaigns/acts.ts";
import { campaignPath, campaignsPath } from "#lib/products/newsletter/campaigns/paths.ts";
import {
  contentLimit,
  preheaderLimit,
  subjectLimit,
} from "#lib/products/newsletter/campaigns/rules.ts";
import { previewOf } from "#lib/products/newsletter/letter/preview.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { StateBadge } from "../../state-badge.tsx";
import { getCampaign } from "../read.ts";
import { CampaignSteps } from "../steps.tsx";
import { Editor } from "./editor.tsx";

export const metadata: Metadata = { title: "Edit campaign" };

export default workspacePage({
  route: "/o/[slug]/campaigns/[id]/edit",
  current: "/campaigns",
  read: (db, scope, { params }) => getCampaign(db, scope, params.id),
  render({ frame, campaign, letter }, { slug, query }) {
    const { id, subject, subjectB, preheader, content, state, revision } = campaign;
    const form = formOf(updateCampaignAct, { slug, id });
    const { message, errors, values } = formState(form, query);
    return (
      <>
        <PageHeader
          title={subject}
          back={{ href: campaignsPath(slug), label: "Campaigns" }}
          aside={<StateBadge state={state} />}
        />
        <CampaignSteps slug={slug} id={id} current="edit" />
        {state === "draft" ? (
          <Editor
            action={form.action}
            previewAction={`/api/newsletter/preview/${encodeURIComponent(slug)}`}
            revision={revision}
            values={{
              subject: values.subject ?? subject,
              subjectB: values.subjectB ?? subjectB ?? "",
              preheader: values.preheader ?? preheader,
              content: values.content ?? content,
            }}
            errors={errors}
            message={message}
            limits={{ subject: subjectLimit, preheader: preheaderLimit, content: contentLimit }}
            placeholders={[
              { label: "First name", text: "{{first_name|there}}" },
              { label: "Name", text: "{{name|there}}" },
              { label: "Email", text: "{{email}}" },
              ...letter.fields.map(({ key, label }) => ({ label, text: `{{${key}|…}}` })),
            ]}
            preview={previewOf(campaign, letter, frame.viewer)}
            sender={letter.settings.senderName || letter.organization}
          />
        ) : (
          <Alert
            tone="info"
            title="This campaign is no draft"
            action={
              <ButtonLink look="secondary" size="small" href={campaignPath(slug, id)}>
                Show the campaign
              </ButtonLink>
            }
          >
            Only drafts can be changed. Unschedule or duplicate this campaign to write on.
          </Alert>
        )}
      </>
    );
  },
});
