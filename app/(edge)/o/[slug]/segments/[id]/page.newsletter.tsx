import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { segmentPath, segmentsPath } from "#lib/products/newsletter/audience/paths.ts";
import {
  archiveSegmentAct,
  restoreSegmentAct,
  updateSegmentAct,
} from "#lib/products/newsletter/audience/segments/acts.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { SegmentForm } from "../segment-form.tsx";
import { typedSegment } from "../typed-segment.ts";
import { getSegment } from "./read.ts";

export const metadata: Metadata = { title: "Segment" };

export default workspacePage({
  route: "/o/[slug]/segments/[id]",
  current: "/subscribers",
  read(db, scope, { slug, params: { id = "" }, query }) {
    const typed = typedSegment(formOf(updateSegmentAct, { slug, id }), query);
    return getSegment(db, scope, id, typed?.filter);
  },
  render({ segment, lists, fields, count }, { slug, query }) {
    const place = { slug, id: segment.id };
    const form = formOf(updateSegmentAct, place);
    const [archive, restore] = [formOf(archiveSegmentAct, place), formOf(restoreSegmentAct, place)];
    const typed = typedSegment(form, query);
    const saved = segment.filter.conditions.map((condition) =>
      Object.fromEntries(Object.entries(condition).map(([name, value]) => [name, String(value)])),
    );
    return (
      <>
        <PageHeader
          title={segment.name}
          back={{ href: segmentsPath(slug), label: "Segments" }}
          aside={segment.archivedAt && <Badge>Archived</Badge>}
        />
        <div className="grid max-w-2xl gap-4">
          <Card>
            <SegmentForm
              form={form}
              page={segmentPath(slug, segment.id)}
              slug={slug}
              query={query}
              lists={lists}
              fields={fields}
              count={typed && !typed.filter ? null : count}
              name={typed?.name ?? segment.name}
              match={typed?.match ?? segment.filter.match}
              rows={typed?.rows ?? saved}
              submit="Save segment"
            />
          </Card>
          {segment.archivedAt ? (
            <Card title="Restore" description="Campaigns can go to it again.">
              <Form
                action={restore.action}
                submit="Restore segment"
                pending="Restoring…"
                look="secondary"
                message={formState(restore, query).message}
              />
            </Card>
          ) : (
            <Card
              title="Archive"
              description="New campaigns cannot go to it. Campaigns that have it keep it."
            >
              <ConfirmDialog
                id="archive-segment"
                title="Archive this segment?"
                description="Campaigns no longer offer it. You can restore it later."
                action={archive.action}
                submit="Archive segment"
                pending="Archiving…"
                message={formState(archive, query).message}
                open={Boolean(formState(archive, query).message)}
                button="Archive segment"
              />
            </Card>
          )}
        </div>
      </>
    );
  },
});
