import { isMore, rankOf } from "#lib/billing/plan-rank.ts";
import { formatPrice, priceTerm } from "#lib/billing/price-text.ts";
import { changePlanAct, checkoutAct } from "#lib/billing/selling/acts.ts";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Badge } from "#lib/ui/badge.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Section } from "#lib/ui/section.tsx";
import type { Billing } from "#lib/workspace/reads/billing.ts";
import { PlanChange } from "./plan-change.tsx";
import { isSelling } from "./selling.ts";

interface PlansProps {
  slug: string;
  billing: Omit<Billing, "frame">;
  query: PageQuery;
}

/** The plans to choose from: bought first at a checkout, changed afterwards without one. */
export function Plans({ slug, billing, query }: PlansProps) {
  const { plan: current, plans, live, subscription } = billing;
  const next = subscription?.cancelAtPeriodEnd ? null : subscription?.scheduled?.change;
  const form = live.length > 0 ? formOf(changePlanAct, { slug }) : formOf(checkoutAct, { slug });
  const name = live.length > 0 ? "plan" : "product";
  const { message, values } = formState(form, query);
  const isOfPlan = values[name] === undefined || plans.some(({ slug }) => slug === values[name]);
  const present = plans.find(({ slug }) => slug === current.slug);
  const isOffered = (plan: Plan) =>
    plan.slug === current.slug ? Boolean(next) : plan.isSold && plan.slug !== next?.plan?.slug;
  return (
    <Section
      title="Plans"
      description={
        isSelling(billing)
          ? "Upgrades take effect immediately, and you pay the prorated difference now. Downgrades take effect at the end of the billing period."
          : "Plans are not for sale here."
      }
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
              aside={
                plan.slug === current.slug ? (
                  <Badge tone="accent">Current</Badge>
                ) : (
                  plan.slug === next?.plan?.slug && <Badge>Scheduled</Badge>
                )
              }
              footer={
                isOffered(plan) &&
                (live.length > 0 && present && plan !== present ? (
                  <PlanChange slug={slug} billing={billing} present={present} plan={plan} />
                ) : (
                  <Form
                    action={form.action}
                    submit={plan === present ? "Keep this plan" : "Subscribe"}
                    submitLabel={`${plan === present ? "Keep" : "Subscribe to"} ${plan.name}`}
                    pending="One moment…"
                    look={
                      present && isMore(rankOf(plan), rankOf(present)) ? "primary" : "secondary"
                    }
                  >
                    <input type="hidden" name={name} value={plan.slug} />
                  </Form>
                ))
              }
            >
              <p className="text-2xl font-semibold tracking-tight">
                {formatPrice(plan.price)}
                <span className="ml-1 text-sm font-normal tracking-normal text-muted">
                  {plan.price?.amount === 0 ? "forever" : priceTerm(plan.price)}
                </span>
              </p>
              <ul className="mt-3 grid gap-1 text-sm text-muted">
                <li>{formatNumber(plan.credits)} credits per month</li>
                <li>{plan.seats === null ? "Unlimited people" : `${plan.seats} people`}</li>
              </ul>
            </Card>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Plan = Billing["plans"][number];
