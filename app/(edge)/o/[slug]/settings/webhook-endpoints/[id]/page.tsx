import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { endpointsPath, updateEndpointAct } from "#lib/outgoing-webhooks/acts.ts";
import { isId } from "#lib/text/storable.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getEndpoint, messagesQuery } from "#lib/workspace/reads/webhook-endpoints.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { EndpointFields } from "../fields.tsx";
import { EndpointBadge } from "../state.tsx";
import { EndpointAlert, EndpointSwitches, TestForm } from "./controls.tsx";
import { Messages } from "./messages.tsx";

export const metadata: Metadata = { title: "Webhook endpoint" };

export default workspacePage({
  route: "/o/[slug]/settings/webhook-endpoints/[id]",
  current: "/settings/webhook-endpoints",
  read: async (db, scope, { params: { id }, query }) =>
    isId(id) ? getEndpoint(db, scope, id, messagesQuery.parse(query)) : null,
  render({ endpoint, messages }, { slug, query }) {
    const form = formOf(updateEndpointAct, { slug, id: endpoint.id });
    const { message, errors, values } = formState(form, query);
    // Whichever other form was refused: those of this page have the same words.
    const other = formState({ ...form, action: String(query.form) }, query);
    return (
      <>
        <PageHeader
          title={new URL(endpoint.url).host}
          aside={<EndpointBadge endpoint={endpoint} />}
          back={{ href: endpointsPath(slug), label: "Webhook endpoints" }}
          actions={!endpoint.disabledAt && <TestForm slug={slug} id={endpoint.id} />}
        />
        <div className="grid gap-6">
          {!message && other.message && <Alert tone="danger">{other.message}</Alert>}
          <EndpointAlert endpoint={endpoint} />
          <Messages
            slug={slug}
            endpoint={endpoint.id}
            messages={messages}
            query={messagesQuery.parse(query)}
          />
          <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
            <Card title="Settings">
              <Form
                action={form.action}
                submit="Save endpoint"
                pending="Saving…"
                message={message}
                className="grid gap-5"
              >
                <EndpointFields endpoint={endpoint} errors={errors} values={values} />
              </Form>
            </Card>
            <EndpointSwitches slug={slug} endpoint={endpoint} />
          </div>
        </div>
      </>
    );
  },
});
