import { Archive, ArchiveRestore } from "lucide-react";
import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { subjectLimit } from "#lib/products/newsletter/campaigns/rules.ts";
import {
  addStepAct,
  archiveSeriesAct,
  updateSeriesAct,
} from "#lib/products/newsletter/series/acts.ts";
import { allSeriesPath, peoplePath } from "#lib/products/newsletter/series/paths.ts";
import { mostSteps } from "#lib/products/newsletter/series/rules.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { StateBadge } from "../state-badge.tsx";
import { getSeries } from "./read.ts";
import { SettingsCard } from "./settings-card.tsx";
import { StateCard } from "./state-card.tsx";
import { StepList } from "./step-list.tsx";
import { TimingFields } from "./timing-fields.tsx";

export const metadata: Metadata = { title: "Series" };

export default workspacePage({
  route: "/o/[slug]/series/[id]",
  current: "/campaigns",
  read: (db, scope, { params }) => getSeries(db, scope, params.id),
  render(found, { slug, query }) {
    const { frame, series, steps } = found;
    const { id, state, archivedAt } = series;
    const place = { slug, id };
    const adding = formOf(addStepAct, place);
    const archiving = formOf(archiveSeriesAct, place);
    // Whichever form was refused, but for those that say it themselves.
    const saysItself = [adding.action, formOf(updateSeriesAct, place).action];
    const refused = saysItself.includes(String(query.form))
      ? undefined
      : formState({ ...archiving, action: String(query.form) }, query).message;
    const added = formState(adding, query);
    const mayEdit = state !== "active" || isAllowed(frame.role, "newsletter.send");
    return (
      <>
        <PageHeader
          title={series.name}
          back={{ href: allSeriesPath(slug), label: "Series" }}
          aside={<StateBadge series={series} />}
          actions={
            <>
              <ButtonLink href={peoplePath(slug, id)} look="secondary" prefetch={false}>
                Show people
              </ButtonLink>
              {state !== "active" && (
                <Form
                  action={archiving.action}
                  submit={
                    <>
                      {archivedAt ? <ArchiveRestore /> : <Archive />}
                      {archivedAt ? "Unarchive" : "Archive"}
                    </>
                  }
                  pending="Saving…"
                  look="secondary"
                  className="contents"
                >
                  <input type="hidden" name="isArchived" value={archivedAt ? "false" : "true"} />
                </Form>
              )}
            </>
          }
        />
        <div className="grid items-start gap-6 lg:grid-cols-[1fr_24rem]">
          <div className="grid min-w-0 gap-4">
            {query.error && refused && <Alert tone="danger">{refused}</Alert>}
            <Card
              title="Steps"
              description="A change applies to people who have not passed the step. Nobody gets a step twice, and nobody who is inside gets two on one day because of a change."
            >
              {steps.length > 0 ? (
                <StepList {...{ slug, id, steps, mayEdit }} />
              ) : (
                <p className="text-sm text-muted">No steps yet. Add the first one below.</p>
              )}
            </Card>
            {mayEdit && steps.length < mostSteps && (
              <Card
                title="Add a step"
                description="At the end, and not sent before it is written. People who finished the series more than 30 days ago do not get it."
              >
                <Form
                  id="add-step"
                  action={adding.action}
                  submit="Add step"
                  pending="Adding…"
                  look="secondary"
                  message={added.message}
                  className="grid gap-4"
                >
                  <input type="hidden" name="id" value={crypto.randomUUID()} />
                  <Field
                    label="Subject"
                    name="subject"
                    required
                    maxLength={subjectLimit}
                    autoComplete="off"
                    defaultValue={added.values.subject}
                    error={added.errors.subject}
                  />
                  <TimingFields
                    step={
                      steps.length === 0
                        ? { delay: 0, unit: "hours", countedFrom: "joining" }
                        : { delay: 2, unit: "days", countedFrom: "before" }
                    }
                    values={added.values}
                    errors={added.errors}
                  />
                </Form>
              </Card>
            )}
          </div>
          <div className="grid min-w-0 gap-4">
            <StateCard found={found} slug={slug} />
            {mayEdit && <SettingsCard series={series} slug={slug} query={query} />}
          </div>
        </div>
      </>
    );
  },
});
