import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { type DeliveryDetail, getDelivery } from "#lib/integrations/deliveries.ts";
import { nameOfProvider } from "#lib/integrations/names.ts";
import { deliveriesPath, replayAct } from "#lib/integrations/replay-acts.ts";
import { formatNumber } from "#lib/text/format.ts";
import { isId } from "#lib/text/storable.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Time } from "#lib/ui/time.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { OutcomeBadge } from "../outcome.tsx";
import { Body } from "./body.tsx";
import { Result } from "./result.tsx";

export const metadata: Metadata = { title: "Delivery" };

export default workspacePage({
  route: "/o/[slug]/settings/webhooks/[id]",
  current: "/settings/webhooks",
  read: async (db, scope, { params: { id } }) => (isId(id) ? getDelivery(db, scope, id) : null),
  render({ delivery }, { slug, query }) {
    const form = formOf(replayAct, { slug, id: delivery.id });
    const { message } = formState(form, query);
    return (
      <>
        <PageHeader
          title={delivery.type}
          aside={<OutcomeBadge outcome={delivery.outcome} />}
          back={{ href: deliveriesPath(slug), label: "All deliveries" }}
        />
        <div className="grid gap-4">
          {message && <Alert tone="danger">{message}</Alert>}
          <Result address={query} delivery={delivery} />
          <Card title="Delivery">
            <Facts facts={factsOf(delivery)} />
            <Form
              action={form.action}
              submit="Replay"
              pending="Replaying…"
              look="secondary"
              className="mt-6 grid justify-items-start gap-4"
            />
          </Card>
          <Body body={delivery.body} />
        </div>
      </>
    );
  },
});

function factsOf(delivery: DeliveryDetail["delivery"]) {
  const { eventAt, eventRank, eventTie } = delivery;
  const version = [eventAt, eventRank, eventTie].filter((part) => part !== null);
  const code = (text: string | null) =>
    text && <code className="font-mono text-sm wrap-anywhere">{text}</code>;
  return {
    Provider: nameOfProvider(delivery.provider),
    "Event ID": code(delivery.eventId),
    Entity: code(delivery.entityId),
    Reason: delivery.reason,
    "Waiting for": code(delivery.waitsFor),
    Attempts: formatNumber(delivery.attempts),
    "Received (UTC)": <Time value={delivery.createdAt} style="second" zone="UTC" />,
    "Processed (UTC)": <Time value={delivery.processedAt} style="second" zone="UTC" />,
    Version:
      version.length > 0 &&
      version.map((part) => (
        <span key={part} className="block">
          {code(part)}
        </span>
      )),
  };
}
