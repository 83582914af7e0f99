import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { createKeyAct, keysPath } from "#lib/organizations/api-keys/acts.ts";
import { apiScopes, scopeMeanings } from "#lib/organizations/api-keys/scopes.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Fieldset } from "#lib/ui/fieldset.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Select } from "#lib/ui/select.tsx";
import { getSettings } from "#lib/workspace/reads/get-settings.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { KeyForm } from "../key-form.tsx";
import { lifetimeOptions } from "../options.ts";

export const metadata: Metadata = { title: "New API key" };

export default workspacePage({
  route: "/o/[slug]/settings/api-keys/new",
  current: "/settings/api-keys",
  read: (db, scope) => getSettings(db, scope, permissions["api_key.manage"].least),
  render(_, { slug, query }) {
    const form = formOf(createKeyAct, { slug });
    const { message, errors, values } = formState(form, query);
    return (
      <>
        <PageHeader
          title="New API key"
          description="We show the key once, right after you create it."
          back={{ href: keysPath(slug), label: "API keys" }}
        />
        <Card className="max-w-xl">
          <KeyForm
            action={form.action}
            submit="Create key"
            pending="Creating…"
            message={message}
            cancel={
              <ButtonLink href={keysPath(slug)} look="quiet">
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
              maxLength={100}
              autoComplete="off"
              hint="The program that uses the key, such as Deployments."
              defaultValue={values.name}
              error={errors.name}
            />
            <Fieldset legend="Permissions">
              {apiScopes.map((scope) => (
                <Checkbox
                  key={scope}
                  label={scopeMeanings[scope]}
                  name="scopes"
                  value={scope}
                  defaultChecked={values.scopes === scope}
                />
              ))}
              <p
                id="scopes-error"
                data-error-of="scopes"
                className="text-sm text-danger empty:hidden"
              >
                {errors.scopes}
              </p>
            </Fieldset>
            <Select
              label="Expires"
              name="lifetime"
              options={lifetimeOptions}
              defaultValue={values.lifetime ?? "90"}
              error={errors.lifetime}
            />
          </KeyForm>
        </Card>
      </>
    );
  },
});
