import type { Metadata } from "next";
import { getEnvironment } from "#lib/env/environment.ts";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import {
  archiveFormAct,
  restoreFormAct,
  updateFormAct,
} from "#lib/products/newsletter/public/forms/acts.ts";
import { formsPath } from "#lib/products/newsletter/public/forms/paths.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { FormFields } from "../form-fields.tsx";
import { Sharing } from "../sharing.tsx";
import { getForm } from "./read.ts";

export const metadata: Metadata = { title: "Sign-up form" };

export default workspacePage({
  route: "/o/[slug]/subscribers/forms/[id]",
  current: "/subscribers",
  read: (db, scope, { params }) => getForm(db, scope, params.id),
  render({ form, lists }, { slug, query }) {
    const at = { slug, id: form.id };
    const archive = formOf(archiveFormAct, at);
    const restore = formOf(restoreFormAct, at);
    return (
      <>
        <PageHeader
          title={form.name}
          back={{ href: formsPath(slug), label: "Sign-up forms" }}
          actions={
            !form.archivedAt && (
              <ConfirmDialog
                id="archive-form"
                title={`Archive ${form.name}?`}
                description="The form takes no more sign-ups, wherever it is embedded. You can restore it."
                action={archive.action}
                message={formState(archive, query).message}
                submit="Archive form"
                pending="Archiving…"
                button="Archive"
              />
            )
          }
        />
        <div className="grid max-w-xl gap-6">
          {form.archivedAt && (
            <Alert tone="warning" title="This form is archived">
              <p className="mb-3">It takes no sign-ups until you restore it.</p>
              <Form
                action={restore.action}
                message={formState(restore, query).message}
                submit="Restore form"
                pending="Restoring…"
                look="secondary"
              />
            </Alert>
          )}
          {!form.archivedAt && (
            <Sharing slug={slug} form={form} appUrl={getEnvironment().APP_URL} />
          )}
          <Card title="What it says">
            <FormFields
              form={formOf(updateFormAct, at)}
              query={query}
              lists={lists}
              made={form}
              submit="Save form"
              pending="Saving…"
            />
          </Card>
        </div>
      </>
    );
  },
});
