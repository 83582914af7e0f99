import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { createListAct } from "#lib/products/newsletter/audience/lists/acts.ts";
import { listsPath } from "#lib/products/newsletter/audience/paths.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getFrame } from "#lib/workspace/get-frame.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { ListForm } from "../list-form.tsx";

export const metadata: Metadata = { title: "Create a list" };

export default workspacePage({
  route: "/o/[slug]/lists/new",
  current: "/subscribers",
  read: (db, scope) => getFrame(db, scope, "member"),
  render: (_, { slug, query }) => (
    <>
      <PageHeader title="Create a list" back={{ href: listsPath(slug), label: "Lists" }} />
      <Card className="max-w-xl">
        <ListForm
          form={formOf(createListAct, { slug })}
          query={query}
          submit="Create list"
          pending="Creating…"
          cancel={
            <ButtonLink href={listsPath(slug)} look="quiet">
              Cancel
            </ButtonLink>
          }
        />
      </Card>
    </>
  ),
});
