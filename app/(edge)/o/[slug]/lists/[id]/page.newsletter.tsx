import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { withQuery } from "#lib/http/next.ts";
import { formatCapped } from "#lib/products/newsletter/audience/capped.ts";
import {
  archiveListAct,
  restoreListAct,
  updateListAct,
} from "#lib/products/newsletter/audience/lists/acts.ts";
import { listsPath, subscribersPath } from "#lib/products/newsletter/audience/paths.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Time } from "#lib/ui/time.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { ListForm } from "../list-form.tsx";
import { getList } from "./read.ts";

export const metadata: Metadata = { title: "List" };

export default workspacePage({
  route: "/o/[slug]/lists/[id]",
  current: "/subscribers",
  read: (db, scope, { params }) => getList(db, scope, params.id),
  render({ list }, { slug, query }) {
    const place = { slug, id: list.id };
    const [archive, restore] = [formOf(archiveListAct, place), formOf(restoreListAct, place)];
    const people = withQuery(subscribersPath(slug), { list: list.id });
    return (
      <>
        <PageHeader
          title={list.name}
          back={{ href: listsPath(slug), label: "Lists" }}
          aside={
            list.archivedAt ? (
              <Badge>Archived</Badge>
            ) : (
              list.isPublic && <Badge tone="accent">Public</Badge>
            )
          }
          actions={
            <ButtonLink href={people} look="secondary" prefetch={false}>
              Show people
            </ButtonLink>
          }
        />
        <div className="grid max-w-xl gap-4">
          <Card title="About">
            <Facts
              facts={{
                People: formatCapped(list.people),
                Created: <Time value={list.createdAt} style="day" />,
                Archived: list.archivedAt && <Time value={list.archivedAt} style="day" />,
              }}
            />
          </Card>
          <Card title="Settings">
            <ListForm
              form={formOf(updateListAct, place)}
              query={query}
              list={list}
              submit="Save list"
              pending="Saving…"
            />
          </Card>
          {list.archivedAt ? (
            <Card
              title="Restore"
              description="People can join it and campaigns can go to it again."
            >
              <Form
                action={restore.action}
                submit="Restore list"
                pending="Restoring…"
                look="secondary"
                message={formState(restore, query).message}
              />
            </Card>
          ) : (
            <Card
              title="Archive"
              description="Nobody joins it and no new campaign goes to it. Its people and campaigns stay."
            >
              <ConfirmDialog
                id="archive-list"
                title="Archive this list?"
                description="Forms and the preferences page no longer offer it. You can restore it later."
                action={archive.action}
                submit="Archive list"
                pending="Archiving…"
                message={formState(archive, query).message}
                open={Boolean(formState(archive, query).message)}
                button="Archive list"
              />
            </Card>
          )}
        </div>
      </>
    );
  },
});
