import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { withQuery } from "#lib/http/next.ts";
import { cellsKeptFor } from "#lib/imports/cells-kept-for.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { importsPath } from "#lib/products/newsletter/audience/paths.ts";
import { AudienceTabs } from "#lib/products/newsletter/audience/tabs.tsx";
import {
  consentLength,
  createImportAct,
  sendPartAct,
  uploadImportAct,
} from "#lib/products/newsletter/imports/acts.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { Section } from "#lib/ui/section.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { ImportForm } from "./import-form.tsx";
import { getImports, importsQuery } from "./read.ts";
import { Refresh } from "./refresh.tsx";
import { ImportRows } from "./rows.tsx";

export const metadata: Metadata = { title: "Import subscribers" };

export default workspacePage({
  route: "/o/[slug]/subscribers/import",
  current: "/subscribers",
  least: permissions["newsletter.send"].least,
  read: (db, scope, { query }) => getImports(db, scope, importsQuery.parse(query)),
  render({ frame, imports, lists, fields }, { slug, query }) {
    const { after, before } = importsQuery.parse(query);
    const page = importsPath(slug);
    const upload = formOf(uploadImportAct, { slug });
    const refused = formState(upload, query);
    const undone = query.form === upload.action ? undefined : formState(upload, query).message;
    const to = (place: { after?: string; before?: string }) => withQuery(page, place);
    const unfinished = imports.shown.filter((one) => !one.finishedAt && !one.undoneAt);
    return (
      <>
        <PageHeader
          title="Import subscribers"
          description="Bring a CSV file from a spreadsheet or another newsletter tool. People who unsubscribed from you stay unsubscribed."
        />
        <AudienceTabs slug={slug} current={page} role={frame.role} />
        <div className="grid gap-8">
          {undone && <Alert tone="danger">{undone}</Alert>}
          <ImportForm
            upload={upload.action}
            create={formOf(createImportAct, { slug }).action}
            part={formOf(sendPartAct, { slug, id: "" }).action}
            consentLength={consentLength}
            id={crypto.randomUUID()}
            lists={lists}
            fields={fields}
            unfinished={unfinished.map(({ id, fileName, layout, digest, missing }) => ({
              ...{ id, fileName, layout, digest, missing },
            }))}
            {...refused}
          />
          {imports.shown.length > 0 && (
            <Section
              title="Imports"
              description={`The figures are the same on every device. Rows with problems are kept for ${cellsKeptFor} days.`}
            >
              <ImportRows slug={slug} imports={imports.shown} />
              <Pager
                label="Pages of imports"
                newest={after || before ? to({}) : undefined}
                previous={imports.previous && to({ before: imports.previous })}
                next={imports.next && to({ after: imports.next })}
              />
            </Section>
          )}
        </div>
        {unfinished.length > 0 && <Refresh />}
      </>
    );
  },
});
