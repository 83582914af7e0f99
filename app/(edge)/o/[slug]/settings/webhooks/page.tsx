import type { Metadata } from "next";
import { formState } from "#lib/forms/form.ts";
import { withQuery } from "#lib/forms/next.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { workspacePage } from "#lib/ui/workspace-page.tsx";
import { listDeliveries } from "#lib/webhooks/deliveries.ts";
import { deliveriesPath, replayParkedForm } from "#lib/webhooks/replay-forms.ts";
import { Filter } from "./filter.tsx";
import { Parked } from "./parked.tsx";
import { type ListQuery, listQuery } from "./query.ts";
import { Rows } from "./rows.tsx";

export const metadata: Metadata = { title: "Webhooks" };

export default workspacePage({
  route: "/o/[slug]/settings/webhooks",
  current: "/settings/webhooks",
  read: (db, scope, { query }) => listDeliveries(db, scope, listQuery.parse(query)),
  render({ deliveries, types, parkedCount, next }, { slug, query: address }) {
    const query = listQuery.parse(address);
    const { message } = formState(replayParkedForm(slug), address);
    return (
      <>
        <h1 className="text-2xl font-semibold tracking-tight">Webhooks</h1>{" "}
        <p className="mt-1 mb-6 max-w-2xl text-muted">
          What Clerk and Polar sent about this organization in the last 90 days, and what came of
          it.
        </p>
        <div className="grid gap-6">
          {message && <Alert tone="danger">{message}</Alert>}
          <Parked slug={slug} count={parkedCount} address={address} />
          {types.length === 0 ? (
            <Card title="Nothing yet">
              <p className="text-muted">
                Deliveries appear here as they come in: members who join, subscriptions, orders.
              </p>
            </Card>
          ) : (
            <>
              <Filter slug={slug} query={query} types={types} />
              {deliveries.length === 0 ? (
                <Card title="No deliveries">
                  <p className="text-muted">None of them is as the filter says.</p>
                </Card>
              ) : (
                <Rows slug={slug} deliveries={deliveries} />
              )}
              <Pages slug={slug} query={query} next={next} />
            </>
          )}
        </div>
      </>
    );
  },
});

function Pages({ slug, query, next }: { slug: string; query: ListQuery; next?: string }) {
  if (!query.before && !next) return null;
  const to = (before?: string) => withQuery(deliveriesPath(slug), { ...query, before });
  return (
    <nav aria-label="Pages of deliveries" className="flex flex-wrap gap-3">
      {query.before && (
        <ButtonLink look="secondary" href={to()}>
          Newest
        </ButtonLink>
      )}
      {next && (
        <ButtonLink look="secondary" href={to(next)}>
          Older
        </ButtonLink>
      )}
    </nav>
  );
}
