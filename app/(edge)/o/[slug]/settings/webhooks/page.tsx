import { SearchX, Webhook } from "lucide-react";
import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { withQuery } from "#lib/http/next.ts";
import { listDeliveries } from "#lib/integrations/deliveries.ts";
import { providerNames } from "#lib/integrations/names.ts";
import { deliveriesPath, replayParkedAct } from "#lib/integrations/replay-acts.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { FilterBar } from "#lib/ui/filter-bar.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { outcomeNames } from "./outcome.tsx";
import { Parked } from "./parked.tsx";
import { listQuery } from "./query.ts";
import { Rows } from "./rows.tsx";

export const metadata: Metadata = { title: "Incoming webhooks" };

export default workspacePage({
  route: "/o/[slug]/settings/webhooks",
  current: "/settings/webhooks",
  read: (db, scope, { query }) => listDeliveries(db, scope, listQuery.parse(query)),
  render({ deliveries, types, parkedCount, next }, { slug, query: address }) {
    const query = listQuery.parse(address);
    const page = deliveriesPath(slug);
    const known = new Set([...types, ...(query.type ? [query.type] : [])]);
    const { message } = formState(formOf(replayParkedAct, { slug }), address);
    return (
      <>
        <PageHeader
          title="Incoming webhooks"
          description="Events from Clerk and Polar about this organization in the last 90 days, and how each was handled."
        />
        <div className="grid gap-6">
          {message && <Alert tone="danger">{message}</Alert>}
          <Parked slug={slug} count={parkedCount} address={address} />
          {types.length === 0 ? (
            <EmptyState
              icon={Webhook}
              title="No deliveries yet"
              text="Events about members, subscriptions and orders appear here as they arrive."
            />
          ) : (
            <div>
              <FilterBar
                action={page}
                selects={[
                  {
                    name: "provider",
                    label: "Provider",
                    value: query.provider,
                    options: { "": "Any provider", ...providerNames },
                  },
                  {
                    name: "outcome",
                    label: "Outcome",
                    value: query.outcome,
                    options: { "": "Any outcome", ...outcomeNames },
                  },
                  {
                    name: "type",
                    label: "Type",
                    value: query.type,
                    options: {
                      "": "Any type",
                      ...Object.fromEntries(Array.from(known, (name) => [name, name])),
                    },
                  },
                ]}
              />
              {deliveries.length === 0 ? (
                <EmptyState
                  icon={SearchX}
                  title="No matching deliveries"
                  text="Try other filters."
                />
              ) : (
                <Rows slug={slug} deliveries={deliveries} />
              )}
              <Pager
                label="Pages of deliveries"
                newest={query.before && withQuery(page, { ...query, before: undefined })}
                next={next && withQuery(page, { ...query, before: next })}
                names={{ next: "Older" }}
              />
            </div>
          )}
        </div>
      </>
    );
  },
});
