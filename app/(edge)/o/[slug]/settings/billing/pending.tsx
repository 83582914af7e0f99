import * as z from "zod/mini";
import { returnPath } from "#lib/billing/selling/paths.ts";
import { withQuery } from "#lib/http/next.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";

const payment = z.object({
  /** The provider's id of the checkout. */
  pending: z.guid(),
  attempt: z.coerce.number().check(z.gte(1), z.lte(10)),
});

type Payment = z.output<typeof payment>;

/** The payment that the browser has just come back from, when the provider is not done with it. */
export function pendingPayment(query: Record<string, unknown>): Payment | undefined {
  return payment.safeParse(query).data;
}

/** In the place of the plan, which may be out of date: the page asks again by itself, a few times. */
export function Pending({
  slug,
  payment: { pending, attempt },
}: {
  slug: string;
  payment: Payment;
}) {
  const again = withQuery(returnPath(slug), { checkout: pending, attempt: String(attempt + 1) });
  const isPatient = attempt < 10;
  return (
    <>
      {isPatient && <meta httpEquiv="refresh" content={`3;url=${again}`} />}
      <Alert
        tone="info"
        title="Your payment is being confirmed"
        action={
          <ButtonLink href={again} look="secondary" prefetch={false}>
            Refresh
          </ButtonLink>
        }
      >
        {isPatient
          ? "This page refreshes automatically."
          : "This is taking longer than usual. Your purchase appears here as soon as the payment is confirmed."}
      </Alert>
    </>
  );
}
