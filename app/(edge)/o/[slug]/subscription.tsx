import type { SubscriptionStatus } from "#lib/billing/schema.ts";
import { Badge, type Tone } from "#lib/ui/badge.tsx";
import { Time } from "#lib/ui/time.tsx";

const states: Record<SubscriptionStatus, { tone: Tone; label: string }> = {
  trialing: { tone: "accent", label: "Trial" },
  active: { tone: "success", label: "Active" },
  past_due: { tone: "warning", label: "Past due" },
  canceled: { tone: "neutral", label: "Canceled" },
  inactive: { tone: "neutral", label: "Inactive" },
};

interface Subscription {
  status: SubscriptionStatus;
  currentPeriodEnd: Date | null;
  cancelAtPeriodEnd: boolean;
}

export function SubscriptionBadge({ status }: Pick<Subscription, "status">) {
  const { tone, label } = states[status];
  return <Badge tone={tone}>{label}</Badge>;
}

/** Until when a subscription is paid, and what comes then. */
export function SubscriptionTerm({ status, currentPeriodEnd, cancelAtPeriodEnd }: Subscription) {
  if (!currentPeriodEnd) return "No end date";
  const day = <Time value={currentPeriodEnd} style="day" zone="UTC" />;
  if (status === "canceled" || status === "inactive") return <>Was paid until {day}</>;
  return cancelAtPeriodEnd ? <>Ends on {day}</> : <>Renews on {day}</>;
}
