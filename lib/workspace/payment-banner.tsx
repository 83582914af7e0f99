import { billingPath } from "#lib/billing/selling/paths.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { Frame } from "#lib/workspace/frame.ts";

/** How long a payment may be owed before nothing can be spent, as `balance_on` counts it. */
const grace = 7 * 86_400_000;

interface PaymentBannerProps {
  frame: Frame;
  /** Whether this is the page that it leads to, which says more about two subscriptions. */
  isOnBilling: boolean;
}

/** Says on every page that a payment is owed, or that two subscriptions are paid. Owners can mend it. */
export function PaymentBanner({ frame, isOnBilling }: PaymentBannerProps) {
  const { payment, role, organization } = frame;
  const isOwner = role === "owner";
  const action = isOwner && !isOnBilling && (
    <ButtonLink
      href={billingPath(organization.slug)}
      look="secondary"
      size="small"
      prefetch={false}
    >
      Billing
    </ButtonLink>
  );
  if (payment.owedSince) {
    const until = new Date(payment.owedSince.getTime() + grace);
    const isOver = until.getTime() <= Date.now();
    return (
      <Alert tone={isOver ? "danger" : "warning"} title="The last payment failed" action={action}>
        {isOver ? (
          "Credits are paused until you pay. No data is deleted."
        ) : (
          <>
            If it is not paid by <Time value={until} style="day" zone="UTC" />, credits are paused.
          </>
        )}
        {!isOwner && " An owner can fix this in Billing."}
      </Alert>
    );
  }
  if (isOwner && !isOnBilling && payment.liveSubscriptions > 1) {
    return (
      <Alert tone="danger" title="This organization has two active subscriptions" action={action}>
        Both are charged. Cancel one.
      </Alert>
    );
  }
  return null;
}
