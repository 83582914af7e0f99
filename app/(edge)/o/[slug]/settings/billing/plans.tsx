import type { Billing } from "#lib/billing/selling/billing.ts";
import { changePlanForm, checkoutForm } from "#lib/billing/selling/forms.ts";
import { formState } from "#lib/forms/form.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { formatPrice } from "#lib/site/price.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Badge } from "#lib/ui/badge.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Form } from "#lib/ui/form.tsx";
import { formatNumber } from "#lib/ui/format.ts";
import { Section } from "#lib/ui/section.tsx";

interface PlansProps {
  slug: string;
  billing: Billing;
  query: PageQuery;
}

/** The plans to choose from: bought first at Polar's checkout, changed afterwards without one. */
export function Plans({ slug, billing: { plan: current, plans, live }, query }: PlansProps) {
  const form = live.length > 0 ? changePlanForm(slug) : checkoutForm(slug);
  const name = live.length > 0 ? "plan" : "product";
  const { message, values } = formState(form, query);
  const isOfPlan = values[name] === undefined || plans.some(({ slug }) => slug === values[name]);
  const present = plans.find(({ slug }) => slug === current.slug);
  return (
    <Section
      title="Plans"
      description="A change counts at once, and what was paid already is taken into account."
    >
      {message && isOfPlan && (
        <div className="mb-4">
          <Alert tone="danger">{message}</Alert>
        </div>
      )}
      <ul className="grid gap-4 md:grid-cols-3">
        {plans.map((plan) => (
          <li key={plan.slug} className="grid">
            <Card
              title={plan.name}
              aside={plan.slug === current.slug && <Badge tone="accent">Current</Badge>}
              footer={
                plan.isSold &&
                plan.slug !== current.slug && (
                  <Form
                    action={form.action}
                    submit={verb(plan, present, live.length > 0)}
                    submitLabel={`${verb(plan, present, live.length > 0)} to ${plan.name}`}
                    pending="One moment…"
                    look={plan.priceCents > (present?.priceCents ?? 0) ? "primary" : "secondary"}
                  >
                    <input type="hidden" name={name} value={plan.slug} />
                  </Form>
                )
              }
            >
              <p className="text-2xl font-semibold tracking-tight">
                {formatPrice(plan.priceCents)}
                <span className="ml-1 text-sm font-normal tracking-normal text-muted">a month</span>
              </p>
              <ul className="mt-3 grid gap-1 text-sm text-muted">
                <li>{formatNumber(plan.credits)} credits a month</li>
                <li>{plan.seats === null ? "Any number of people" : `${plan.seats} people`}</li>
              </ul>
            </Card>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Plan = Billing["plans"][number];

function verb(plan: Plan, present: Plan | undefined, isLive: boolean): string {
  if (!isLive) return "Subscribe";
  return plan.priceCents >= (present?.priceCents ?? 0) ? "Upgrade" : "Downgrade";
}
