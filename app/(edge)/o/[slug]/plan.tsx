import { Card } from "#lib/ui/card.tsx";
import type { Overview } from "#lib/workspace/reads/overview.ts";
import { SubscriptionBadge, SubscriptionTerm } from "./subscription.tsx";

export function Plan({ plan, subscription }: Pick<Overview, "plan" | "subscription">) {
  return (
    <Card title="Plan" aside={subscription && <SubscriptionBadge {...subscription} />}>
      <p className="text-2xl font-semibold tracking-tight">{plan.name}</p>
      <p className="mt-1 text-sm text-muted">
        {subscription ? <SubscriptionTerm {...subscription} /> : "No subscription"}
      </p>
    </Card>
  );
}
