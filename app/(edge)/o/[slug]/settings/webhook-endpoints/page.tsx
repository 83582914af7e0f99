import { Plus, Webhook } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { endpointPath, endpointsPath } from "#lib/outgoing-webhooks/acts.ts";
import type { Endpoint } from "#lib/outgoing-webhooks/endpoint.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import { listEndpoints } from "#lib/workspace/reads/webhook-endpoints.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { EndpointBadge } from "./state.tsx";

export const metadata: Metadata = { title: "Webhook endpoints" };

export default workspacePage({
  route: "/o/[slug]/settings/webhook-endpoints",
  current: "/settings/webhook-endpoints",
  read: (db, scope) => listEndpoints(db, scope),
  render({ endpoints }, { slug }) {
    const make = (
      <ButtonLink href={`${endpointsPath(slug)}/new`}>
        <Plus />
        New endpoint
      </ButtonLink>
    );
    return (
      <>
        <PageHeader
          title="Webhook endpoints"
          description={
            <>
              We send what happens in this organization to these URLs, signed and with retries.{" "}
              <a href="/docs/webhook-endpoints" className="rounded underline underline-offset-4">
                How it works
              </a>
            </>
          }
          actions={endpoints.length > 0 && make}
        />
        {endpoints.length > 0 ? (
          <Endpoints slug={slug} endpoints={endpoints} />
        ) : (
          <EmptyState
            icon={Webhook}
            title="No endpoints"
            text="Add a URL of your server, and it learns of new subscribers and sent campaigns at once."
            action={make}
          />
        )}
      </>
    );
  },
});

function Endpoints({ slug, endpoints }: { slug: string; endpoints: Endpoint[] }) {
  const head = (
    <>
      <ColumnHead>Endpoint</ColumnHead>
      <ColumnHead>Events</ColumnHead>
      <ColumnHead>State</ColumnHead>
      <ColumnHead>Created</ColumnHead>
    </>
  );
  return (
    <Table caption="Webhook endpoints, newest first" head={head} isStacked>
      {endpoints.map((endpoint) => (
        <tr key={endpoint.id}>
          <Cell label="Endpoint">
            <span className="block">
              <Link
                href={endpointPath(slug, endpoint.id)}
                className="rounded font-medium wrap-anywhere hover:underline"
              >
                {endpoint.url}
              </Link>
              {endpoint.description && (
                <span className="block text-xs text-muted wrap-anywhere">
                  {endpoint.description}
                </span>
              )}
            </span>
          </Cell>
          <Cell label="Events">
            <span className="flex flex-wrap gap-1">
              {endpoint.events.map((event) => (
                <Badge key={event}>{event}</Badge>
              ))}
            </span>
          </Cell>
          <Cell label="State">
            <EndpointBadge endpoint={endpoint} />
          </Cell>
          <Cell label="Created" className="text-muted">
            <Time value={endpoint.createdAt} style="day" />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
