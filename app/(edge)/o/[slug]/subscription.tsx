import type { Scheduled } from "#lib/billing/scheduled.ts";
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
  providerStatus: string | null;
  currentPeriodEnd: Date | null;
  cancelAtPeriodEnd: boolean;
  scheduled: Scheduled | null;
}

export function SubscriptionBadge({
  status,
  providerStatus,
}: Pick<Subscription, "status" | "providerStatus">) {
  if (isPaused({ status, providerStatus })) return <Badge tone="neutral">Paused</Badge>;
  const { tone, label } = states[status];
  return <Badge tone={tone}>{label}</Badge>;
}

/** Until when a subscription is paid, and what comes then. */
export function SubscriptionTerm(subscription: Subscription) {
  const { status, currentPeriodEnd, cancelAtPeriodEnd, scheduled } = subscription;
  const resumption = scheduled?.resumesAt && <Day value={scheduled.resumesAt} />;
  if (isPaused(subscription))
    return resumption ? <>Resumes on {resumption}</> : "Paused until resumed";
  if (!currentPeriodEnd) return "No end date";
  const day = <Day value={currentPeriodEnd} />;
  if (status === "canceled" || status === "inactive") return <>Paid until {day}</>;
  if (cancelAtPeriodEnd) return <>Ends on {day}</>;
  if (scheduled?.pauseAtPeriodEnd) {
    return resumption ? (
      <>
        Pauses on {day} and resumes on {resumption}
      </>
    ) : (
      <>Pauses on {day}</>
    );
  }
  if (!scheduled?.change) return <>Renews on {day}</>;
  return (
    <>
      Renews on {day} · <ScheduledChange change={scheduled.change} />
    </>
  );
}

/** What will be different, and from when on. */
function ScheduledChange({ change }: { change: NonNullable<Scheduled["change"]> }) {
  const { at, plan, seats, units } = change;
  const amounts = [
    seats !== null && `${seats} ${seats === 1 ? "seat" : "seats"}`,
    units !== null && `${units} ${units === 1 ? "unit" : "units"}`,
  ].filter((amount) => amount !== false);
  const what = [plan?.name, ...amounts].filter((part) => part !== undefined).join(", ");
  return (
    <>
      {what || "Another plan"} from <Day value={at} />
    </>
  );
}

const isPaused = ({ status, providerStatus }: Pick<Subscription, "status" | "providerStatus">) =>
  status === "inactive" && providerStatus === "paused";

const Day = ({ value }: { value: Date }) => <Time value={value} style="day" zone="UTC" />;
