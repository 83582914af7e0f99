import { cancelAct, resumeAct } from "#lib/billing/selling/acts.ts";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { Billing } from "#lib/workspace/reads/billing.ts";
import { SubscriptionBadge, SubscriptionTerm } from "../../subscription.tsx";

interface CurrentPlanProps {
  slug: string;
  billing: Pick<Billing, "plan" | "subscription" | "live" | "credits">;
  query: PageQuery;
}

/** The plan in force, until when, and its end. */
export function CurrentPlan({
  slug,
  billing: { plan, subscription, live, credits },
  query,
}: CurrentPlanProps) {
  const cancel = formOf(cancelAct, { slug });
  const resume = formOf(resumeAct, { slug });
  const isLive = live.length > 0;
  return (
    <Card
      title={`${plan.name} plan`}
      aside={subscription && <SubscriptionBadge {...subscription} />}
      footer={
        isLive &&
        (subscription?.cancelAtPeriodEnd ? (
          <Form
            action={resume.action}
            submit="Resume subscription"
            pending="Resuming…"
            look="secondary"
            message={formState(resume, query).message}
          />
        ) : (
          <ConfirmDialog
            id="cancel-subscription"
            button="Cancel subscription"
            title="Cancel subscription?"
            description={
              <>
                Your plan stays active until{" "}
                {subscription?.currentPeriodEnd ? (
                  <Time value={subscription.currentPeriodEnd} style="day" zone="UTC" />
                ) : (
                  "the end of the period"
                )}
                . After that, the organization moves to the free plan. No data is deleted.
              </>
            }
            action={cancel.action}
            submit="Cancel at period end"
            pending="Canceling…"
            dismiss="Keep subscription"
            message={formState(cancel, query).message}
            open={formState(cancel, query).message !== undefined}
          />
        ))
      }
    >
      <p className="text-sm text-muted">
        {subscription ? <SubscriptionTerm {...subscription} /> : "No subscription"}
      </p>
      <p className="mt-1 text-sm text-muted">
        The plan's credits {isLastPeriod(subscription, credits) ? "can be spent until" : "renew on"}{" "}
        <Time value={credits.end} style="day" zone="UTC" />
      </p>
      {subscription?.status === "past_due" && (
        <p className="mt-2 text-sm">
          Check the card in the billing portal. Your plan stays active while we retry the payment.
        </p>
      )}
    </Card>
  );
}

/** Whether the subscription ends, or rests, before the plan's credits would come again. */
function isLastPeriod(subscription: Billing["subscription"], { end }: Billing["credits"]): boolean {
  if (!subscription?.currentPeriodEnd) return false;
  const { cancelAtPeriodEnd, scheduled, currentPeriodEnd } = subscription;
  return (cancelAtPeriodEnd || scheduled?.pauseAtPeriodEnd === true) && currentPeriodEnd <= end;
}
