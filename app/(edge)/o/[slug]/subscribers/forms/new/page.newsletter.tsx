import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { createFormAct } from "#lib/products/newsletter/public/forms/acts.ts";
import { formsPath } from "#lib/products/newsletter/public/forms/paths.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getListsToChoose } from "../../../lists/read.ts";
import { FormFields } from "../form-fields.tsx";

export const metadata: Metadata = { title: "Create a sign-up form" };

export default workspacePage({
  route: "/o/[slug]/subscribers/forms/new",
  current: "/subscribers",
  read: getListsToChoose,
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
