import { List } from "lucide-react";
import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { createCampaignAct } from "#lib/products/newsletter/campaigns/acts.ts";
import { campaignsPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { subjectLimit } from "#lib/products/newsletter/campaigns/rules.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Select } from "#lib/ui/select.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getListsToChoose } from "../../lists/read.ts";

export const metadata: Metadata = { title: "New campaign" };

export default workspacePage({
  route: "/o/[slug]/campaigns/new",
  current: "/campaigns",
  read: getListsToChoose,
  render({ lists }, { slug, query }) {
    const form = formOf(createCampaignAct, { slug });
    const { message, errors, values } = formState(form, query);
    return (
      <>
        <PageHeader
          title="New campaign"
          description="It begins as a draft. You can change both later."
          back={{ href: campaignsPath(slug), label: "Campaigns" }}
        />
        {lists.length === 0 ? (
          <EmptyState
            icon={List}
            title="No lists yet"
            text="A campaign goes to the subscribers of a list. Create a list first."
            action={
              <ButtonLink href={`${organizationPath(slug)}/lists`} prefetch={false}>
                Create a list
              </ButtonLink>
            }
          />
        ) : (
          <Card className="max-w-xl">
            <Form
              action={form.action}
              submit="Create campaign"
              pending="Creating…"
              message={message}
              cancel={
                <ButtonLink href={campaignsPath(slug)} look="quiet">
                  Cancel
                </ButtonLink>
              }
              className="grid gap-5"
            >
              <input type="hidden" name="id" value={crypto.randomUUID()} />
              <Field
                label="Subject"
                name="subject"
                required
                maxLength={subjectLimit}
                autoComplete="off"
                defaultValue={values.subject}
                error={errors.subject}
              />
              <Select
                label="List"
                name="listId"
                options={Object.fromEntries(lists.map(({ id, name }) => [id, name]))}
                defaultValue={values.listId}
                error={errors.listId}
                hint="You can add more lists and segments to the audience later."
              />
            </Form>
          </Card>
        )}
      </>
    );
  },
});
