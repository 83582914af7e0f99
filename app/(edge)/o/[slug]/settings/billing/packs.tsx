import { formatPrice, priceTerm } from "#lib/billing/price-text.ts";
import { checkoutAct } from "#lib/billing/selling/acts.ts";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Section } from "#lib/ui/section.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { Billing } from "#lib/workspace/reads/billing.ts";

interface PacksProps {
  slug: string;
  billing: Billing;
  query: PageQuery;
}

/** Credits to buy once, and those that were bought. */
export function Packs({ slug, billing: { packs, grants }, query }: PacksProps) {
  const sold = packs.filter(({ isSold }) => isSold);
  if (sold.length === 0 && grants.length === 0) return null;
  const form = formOf(checkoutAct, { slug });
  const { message, values } = formState(form, query);
  return (
    <Section
      title="Credit packs"
      description="One-time purchases. Used after the credits included in your plan."
    >
      {message && sold.some((pack) => pack.slug === values.product) && (
        <div className="mb-4">
          <Alert tone="danger">{message}</Alert>
        </div>
      )}
      <ul className="grid gap-4 md:grid-cols-3">
        {sold.map((pack) => (
          <li key={pack.slug} className="grid">
            <Card
              title={pack.name}
              footer={
                <Form
                  action={form.action}
                  submit="Buy"
                  submitLabel={`Buy ${pack.name}`}
                  pending="One moment…"
                  look="secondary"
                >
                  <input type="hidden" name="product" value={pack.slug} />
                </Form>
              }
            >
              <p className="text-2xl font-semibold tracking-tight">
                {formatPrice(pack.price)}
                <span className="ml-1 text-sm font-normal tracking-normal text-muted">
                  {priceTerm(pack.price)}
                </span>
              </p>
              <p className="mt-3 text-sm text-muted">
                {pack.validDays === null ? "Never expire" : `Expire after ${pack.validDays} days`}
              </p>
            </Card>
          </li>
        ))}
      </ul>
      {grants.length > 0 && (
        <ul className="mt-4 grid gap-1 text-sm text-muted">
          {grants.map(({ id, credits, isPurchased, expiresAt }) => (
            <li key={id}>
              {formatNumber(credits)} credits {isPurchased ? "purchased" : "given back"}
              {expiresAt && (
                <>
                  {" "}
                  and expire on <Time value={expiresAt} style="day" zone="UTC" />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
