import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { endpointPath, resendMessageAct } from "#lib/outgoing-webhooks/acts.ts";
import { isId } from "#lib/text/storable.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Time } from "#lib/ui/time.tsx";
import { getMessage } from "#lib/workspace/reads/webhook-endpoints.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { Body } from "../../../webhooks/[id]/body.tsx";
import { MessageBadge } from "../../state.tsx";
import { Responses } from "./responses.tsx";

export const metadata: Metadata = { title: "Webhook message" };

export default workspacePage({
  route: "/o/[slug]/settings/webhook-endpoints/[id]/[message]",
  current: "/settings/webhook-endpoints",
  read: async (db, scope, { params: { id, message } }) =>
    isId(id) && isId(message) ? getMessage(db, scope, id, message) : null,
  render({ endpoint, message }, { slug, query }) {
    const on = { slug, id: endpoint.id, message: message.id };
    const form = formOf(resendMessageAct, on);
    const { message: refusal } = formState(form, query);
    return (
      <>
        <PageHeader
          title={message.type}
          aside={<MessageBadge state={message.state} />}
          back={{ href: endpointPath(slug, endpoint.id), label: new URL(endpoint.url).host }}
        />
        <div className="grid gap-4">
          {refusal && <Alert tone="danger">{refusal}</Alert>}
          <Card title="Message">
            <Facts
              facts={{
                Endpoint: <span className="wrap-anywhere">{endpoint.url}</span>,
                "webhook-id": <code className="font-mono text-sm">{message.id}</code>,
                Created: <Time value={message.createdAt} style="second" />,
                Delivered: message.deliveredAt && (
                  <Time value={message.deliveredAt} style="second" />
                ),
                "Next attempt": message.dueAt && !endpoint.disabledAt && (
                  <Time value={message.dueAt} style="second" />
                ),
              }}
            />
            {endpoint.disabledAt ? (
              <p className="mt-6 text-sm text-muted">Enable the endpoint to send it again.</p>
            ) : (
              <Form
                action={form.action}
                submit="Send again"
                pending="Sending…"
                look="secondary"
                className="mt-6 grid justify-items-start gap-4"
              />
            )}
          </Card>
          <Responses responses={message.responses} />
          <Body body={message.body} />
        </div>
      </>
    );
  },
});
