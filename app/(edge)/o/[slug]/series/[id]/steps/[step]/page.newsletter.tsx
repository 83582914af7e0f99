import type { Metadata } from "next";
import { getEnvironment } from "#lib/env/environment.ts";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { preflight } from "#lib/products/newsletter/campaigns/preflight.ts";
import {
  contentLimit,
  preheaderLimit,
  subjectLimit,
} from "#lib/products/newsletter/campaigns/rules.ts";
import { previewOf } from "#lib/products/newsletter/letter/preview.ts";
import { updateStepAct } from "#lib/products/newsletter/series/acts.ts";
import { seriesPath, stepPath } from "#lib/products/newsletter/series/paths.ts";
import { timingText } from "#lib/products/newsletter/series/texts.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { ChecksCard } from "../../../../campaigns/[id]/checks-card.tsx";
import { Editor } from "../../../../campaigns/[id]/edit/editor.tsx";
import { PreviewPane } from "../../../../campaigns/[id]/preview-pane.tsx";
import { StateBadge } from "../../../state-badge.tsx";
import { TimingFields } from "../../timing-fields.tsx";
import { getStep } from "./read.ts";

export const metadata: Metadata = { title: "Step" };

export default workspacePage({
  route: "/o/[slug]/series/[id]/steps/[step]",
  current: "/campaigns",
  read: (db, scope, { params }) => getStep(db, scope, params),
  render({ frame, series, step, letter }, { slug, query }) {
    const { id, subject, preheader, content, revision } = step;
    const form = formOf(updateStepAct, { slug, id: series.id, step: id });
    const { message, errors, values } = formState(form, query);
    const campaign = { subject, preheader, content, subjectB: null, isTracked: true };
    const preview = previewOf(campaign, letter, frame.viewer);
    const sender = letter.settings.senderName || letter.organization;
    const isActive = series.state === "active";
    const mayEdit = !isActive || isAllowed(frame.role, "newsletter.send");
    const findings = preflight({
      ...{ campaign, letter, emptyFields: [], appUrl: getEnvironment().APP_URL },
      // Whoever joins, one after the other.
      ...{ people: 1, credits: { left: 1, isOverdue: false } },
    });
    return (
      <>
        <PageHeader
          title={subject}
          description={timingText(step)}
          back={{ href: seriesPath(slug, series.id), label: series.name }}
          aside={<StateBadge series={series} />}
        />
        <div className="grid gap-6">
          {mayEdit && isActive && (
            <Alert tone="info">
              The series is active: what you save is sent to people who have not got this step.
            </Alert>
          )}
          {mayEdit ? (
            <Editor
              action={form.action}
              previewAction={`/api/newsletter/preview/${encodeURIComponent(slug)}`}
              revision={revision}
              values={{
                subject: values.subject ?? subject,
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
              preview={preview}
              sender={sender}
            >
              <TimingFields step={step} values={values} errors={errors} />
            </Editor>
          ) : (
            <>
              <Alert tone="info" title="This series is active">
                Only owners and admins can change it until it is paused.
              </Alert>
              <PreviewPane letter={preview} sender={sender} />
            </>
          )}
          <ChecksCard
            findings={findings}
            slug={slug}
            editHref={stepPath(slug, series.id, id)}
            what="series"
          />
        </div>
      </>
    );
  },
});
