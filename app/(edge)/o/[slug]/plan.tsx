import { Alert } from "#lib/ui/alert.tsx";
import { Badge, type Tone } from "#lib/ui/badge.tsx";
import { Card } from "#lib/ui/card.tsx";
import { formatDay } from "#lib/ui/format.ts";
import type { Overview } from "#lib/workspace/overview.ts";

type Subscription = NonNullable<Overview["subscription"]>;

const states: Record<Subscription["status"], { tone: Tone; label: string }> = {
  trialing: { tone: "accent", label: "Trial" },
  active: { tone: "success", label: "Active" },
  past_due: { tone: "warning", label: "Past due" },
  canceled: { tone: "neutral", label: "Canceled" },
  inactive: { tone: "neutral", label: "Inactive" },
};

export function Plan({ plan, subscription }: Pick<Overview, "plan" | "subscription">) {
  const state = subscription && states[subscription.status];
  return (
    <Card title="Plan" aside={state && <Badge tone={state.tone}>{state.label}</Badge>}>
      <p className="text-2xl font-semibold tracking-tight">{plan.name}</p>
      <p className="mt-1 text-sm text-muted">
        {subscription ? term(subscription) : "No subscription"}
      </p>
      {subscription?.status === "past_due" && (
        <div className="mt-4">
          <Alert tone="warning">
            The last payment failed. The plan stays while it is tried again.
          </Alert>
        </div>
      )}
      {subscription && subscription.liveSubscriptions > 1 && (
        <div className="mt-4">
          <Alert tone="danger">
            {subscription.liveSubscriptions} subscriptions are live and each is charged. An owner
            should cancel all but one.
          </Alert>
        </div>
      )}
    </Card>
  );
}

function term({ status, currentPeriodEnd, cancelAtPeriodEnd }: Subscription): string {
  if (!currentPeriodEnd) return "No end date";
  const day = formatDay(currentPeriodEnd);
  if (status === "canceled" || status === "inactive") return `Was paid until ${day}`;
  return cancelAtPeriodEnd ? `Ends on ${day}` : `Renews on ${day}`;
}
