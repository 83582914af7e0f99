import type { Metadata } from "next";
import { formState } from "#lib/forms/form.ts";
import { requireUser } from "#lib/identity/session.ts";
import { createOrganizationForm } from "#lib/organizations/forms.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";
import { databasePage } from "#lib/ui/database-page.tsx";
import { Form } from "#lib/ui/form.tsx";
import { NameAndAddress } from "./name-and-address.tsx";

export const metadata: Metadata = { title: "New organization" };

const { page, action } = createOrganizationForm;

export default databasePage(page, async ({ searchParams }: PageProps<"/organizations/new">) => {
  await requireUser(page);
  const { message, errors, values } = formState(createOrganizationForm, await searchParams);
  return (
    <CenteredPage title="New organization">
      <p className="text-muted">
        It starts on the free plan, with you as its owner. Invite others once it is there.
      </p>
      <Form
        action={action}
        submit="Create the organization"
        pending="Creating…"
        message={message}
        cancel={
          <ButtonLink href="/organizations" look="quiet" prefetch={false}>
            Cancel
          </ButtonLink>
        }
      >
        <input type="hidden" name="id" value={values.id ?? crypto.randomUUID()} />
        <NameAndAddress
          name={values.name}
          slug={values.slug}
          nameError={errors.name}
          slugError={errors.slug}
        />
      </Form>
    </CenteredPage>
  );
});
