import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { segmentsPath } from "#lib/products/newsletter/audience/paths.ts";
import { createSegmentAct } from "#lib/products/newsletter/audience/segments/acts.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { SegmentForm } from "../segment-form.tsx";
import { typedSegment } from "../typed-segment.ts";
import { getConditions } from "./read.ts";

export const metadata: Metadata = { title: "Create a segment" };

export default workspacePage({
  route: "/o/[slug]/segments/new",
  current: "/subscribers",
  read(db, scope, { slug, query }) {
    const typed = typedSegment(formOf(createSegmentAct, { slug }), query);
    return getConditions(db, scope, typed?.filter ?? null);
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
