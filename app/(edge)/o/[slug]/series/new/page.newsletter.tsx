import { List } from "lucide-react";
import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { listsPath } from "#lib/products/newsletter/audience/paths.ts";
import { createSeriesAct } from "#lib/products/newsletter/series/acts.ts";
import { allSeriesPath } from "#lib/products/newsletter/series/paths.ts";
import { nameLimit } from "#lib/products/newsletter/series/rules.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Select } from "#lib/ui/select.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getListsAndSegments } from "./read.ts";

export const metadata: Metadata = { title: "New series" };

export default workspacePage({
  route: "/o/[slug]/series/new",
  current: "/campaigns",
  read: getListsAndSegments,
  render({ lists, segments }, { slug, query }) {
    const form = formOf(createSeriesAct, { slug });
    const { message, errors, values } = formState(form, query);
    const named = (kind: string, all: { id: string; name: string }[]) =>
      all.map(({ id, name }) => [id, `${kind}: ${name}`]);
    return (
      <>
        <PageHeader
          title="New series"
          description="It begins as a draft. Nobody gets anything before it is activated."
          back={{ href: allSeriesPath(slug), label: "Series" }}
        />
        {lists.length === 0 ? (
          <EmptyState
            icon={List}
            title="No lists yet"
            text="A series needs a list, even if a segment starts it. Create a list first."
            action={
              <ButtonLink href={`${listsPath(slug)}/new`} prefetch={false}>
                Create list
              </ButtonLink>
            }
          />
        ) : (
          <Card className="max-w-xl">
            <Form
              action={form.action}
              submit="Create series"
              pending="Creating…"
              message={message}
              cancel={
                <ButtonLink href={allSeriesPath(slug)} look="quiet">
                  Cancel
                </ButtonLink>
              }
              className="grid gap-5"
            >
              <input type="hidden" name="id" value={crypto.randomUUID()} />
              <Field
                label="Name"
                name="name"
                required
                maxLength={nameLimit}
                autoComplete="off"
                hint="Only members see it."
                defaultValue={values.name}
                error={errors.name}
              />
              <Select
                label="For those who join"
                name="audienceId"
                options={Object.fromEntries([
                  ...named("List", lists),
                  ...named("Segment", segments),
                ])}
                hint="It cannot be changed later. People who are there already do not get the series."
                defaultValue={values.audienceId}
                error={errors.audienceId}
              />
            </Form>
          </Card>
        )}
      </>
    );
  },
});
