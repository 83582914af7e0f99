import { portalAct } from "#lib/billing/selling/acts.ts";
import { formOf } from "#lib/forms/act.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { Billing } from "#lib/workspace/reads/billing.ts";

/** Says that two subscriptions are paid at once, and the way out. */
export function DuplicateSubscriptions({ slug, live }: { slug: string; live: Billing["live"] }) {
  return (
    <Alert
      tone="danger"
      title={`This organization has ${live.length} active subscriptions`}
      action={
        <Form
          action={formOf(portalAct, { slug }).action}
          submit="End one in the portal"
          pending="Opening…"
          look="secondary"
        />
      }
    >
      <ul className="mt-1">
        {live.map(({ id, plan, currentPeriodEnd }) => (
          <li key={id}>
            {plan}
            {currentPeriodEnd && (
              <>
                , paid until <Time value={currentPeriodEnd} style="day" zone="UTC" />
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-1">
        Each one is charged. The subscription that ends last sets your plan. Cancel the others and
        ask for a refund.
      </p>
    </Alert>
  );
}
