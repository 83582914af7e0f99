import type { Metadata } from "next";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { requireUser } from "#lib/identity/session.ts";
import { createOrganizationAct } from "#lib/organizations/acts.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";
import { Form } from "#lib/ui/form.tsx";
import { databasePage, pagePath } from "#lib/workspace/database-page.tsx";
import { NameAndAddress } from "./name-and-address.tsx";

export const metadata: Metadata = { title: "New organization" };

const form = formOf(createOrganizationAct, {});
const { page, action } = form;

export default databasePage(page, async ({ searchParams }: PageProps<"/organizations/new">) => {
  const query = await searchParams;
  await requireUser(pagePath(page, {}, query));
  const { message, errors, values } = formState(form, query);
  // In its address, so that the browser's history has the form that made an organization, not another.
  const id = z.uuid().safeParse(values.id).data;
  if (!id) redirect(pagePath(page, {}, { ...query, id: crypto.randomUUID() }));
  return (
    <CenteredPage title="New organization">
      <p className="text-muted">
        You will be the owner, on the free plan. You can invite people next.
      </p>
      <Form
        action={action}
        submit="Create organization"
        pending="Creating…"
        message={message}
        cancel={
          <ButtonLink href="/organizations" look="quiet" prefetch={false}>
            Cancel
          </ButtonLink>
        }
      >
        <input type="hidden" name="id" value={id} />
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
