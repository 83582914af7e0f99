import type { Metadata } from "next";
import { shape } from "#lib/db/shape.ts";
import { formOf } from "#lib/forms/act.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import { createFormAct } from "#lib/products/newsletter/public/forms/acts.ts";
import { formsPath } from "#lib/products/newsletter/public/forms/paths.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { frame, readPage } from "#lib/workspace/frame.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { FormFields } from "../form-fields.tsx";

export const metadata: Metadata = { title: "Create a sign-up form" };

const page = shape({ frame, lists: offeredLists });

export default workspacePage({
  route: "/o/[slug]/subscribers/forms/new",
  current: "/subscribers",
  read: (db, scope) => readPage(db, scope, { page }),
  render: ({ lists }, { slug, query }) => (
    <>
      <PageHeader
        title="Create a sign-up form"
        back={{ href: formsPath(slug), label: "Sign-up forms" }}
      />
      <Card className="max-w-xl">
        <FormFields
          form={formOf(createFormAct, { slug })}
          query={query}
          lists={lists}
          submit="Create form"
          pending="Creating…"
          cancel={
            <ButtonLink href={formsPath(slug)} look="quiet">
              Cancel
            </ButtonLink>
          }
        />
      </Card>
    </>
  ),
});
