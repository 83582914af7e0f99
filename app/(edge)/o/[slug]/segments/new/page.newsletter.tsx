import type { Metadata } from "next";
import { shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { formOf } from "#lib/forms/act.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import { segmentsPath } from "#lib/products/newsletter/audience/paths.ts";
import { createSegmentAct } from "#lib/products/newsletter/audience/segments/acts.ts";
import { countFound } from "#lib/products/newsletter/audience/segments/count-found.ts";
import { ownFields } from "#lib/products/newsletter/audience/subscribers/person.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { frame, readPage } from "#lib/workspace/frame.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { typedSegment } from "../read.ts";
import { SegmentForm } from "../segment-form.tsx";

export const metadata: Metadata = { title: "Create a segment" };

const page = shape({
  frame,
  lists: offeredLists,
  fields: ownFields,
  count: countFound(tenant.organizationId, sql`(select filter from asked_filter)`),
});

export default workspacePage({
  route: "/o/[slug]/segments/new",
  current: "/subscribers",
  read(db, scope, { slug, query }) {
    const typed = typedSegment(formOf(createSegmentAct, { slug }), query);
    const filter = typed?.filter ?? null;
    return readPage(db, scope, {
      with: sql`asked_filter as (select ${filter}::jsonb as filter)`,
      page,
    });
  },
  render({ lists, fields, count }, { slug, query }) {
    const form = formOf(createSegmentAct, { slug });
    const typed = typedSegment(form, query);
    return (
      <>
        <PageHeader
          title="Create a segment"
          description="A saved filter. Campaigns go to the people who meet it when they start."
          back={{ href: segmentsPath(slug), label: "Segments" }}
        />
        <Card className="max-w-2xl">
          <SegmentForm
            form={form}
            page={`${segmentsPath(slug)}/new`}
            slug={slug}
            query={query}
            lists={lists}
            fields={fields}
            count={typed?.filter ? count : null}
            name={typed?.name}
            match={typed?.match ?? "all"}
            rows={typed?.rows ?? [{ on: "status", is: "is", value: "subscribed" }]}
            isNew
            submit="Create segment"
            cancel={
              <ButtonLink href={segmentsPath(slug)} look="quiet">
                Cancel
              </ButtonLink>
            }
          />
        </Card>
      </>
    );
  },
});
