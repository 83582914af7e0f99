import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { createEndpointAct, endpointsPath } from "#lib/outgoing-webhooks/acts.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getSettings } from "#lib/workspace/reads/get-settings.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { EndpointFields } from "../fields.tsx";
import { SecretForm } from "../secret-form.tsx";

export const metadata: Metadata = { title: "New webhook endpoint" };

export default workspacePage({
  route: "/o/[slug]/settings/webhook-endpoints/new",
  current: "/settings/webhook-endpoints",
  read: (db, scope) => getSettings(db, scope, permissions["webhook_endpoint.manage"].least),
  render(_, { slug, query }) {
    const form = formOf(createEndpointAct, { slug });
    const { message, errors, values } = formState(form, query);
    return (
      <>
        <PageHeader
          title="New webhook endpoint"
          description="It gets the events that happen from now on. We show its secret once, right after you create it."
          back={{ href: endpointsPath(slug), label: "Webhook endpoints" }}
        />
        <Card className="max-w-2xl">
          <SecretForm
            action={form.action}
            submit="Create endpoint"
            pending="Creating…"
            message={message}
            cancel={
              <ButtonLink href={endpointsPath(slug)} look="quiet">
                Cancel
              </ButtonLink>
            }
            className="grid gap-5"
          >
            <input type="hidden" name="id" value={crypto.randomUUID()} />
            <EndpointFields errors={errors} values={values} />
          </SecretForm>
        </Card>
      </>
    );
  },
});
