import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { PriceList } from "#lib/billing/price-list.ts";
import { formatPrice, priceTerm } from "#lib/billing/price-text.ts";
import { formatNumber } from "#lib/text/format.ts";

type Plan = PriceList["plans"][number];

/** How many months a price is for; undefined for days and weeks, and what nobody knows. */
const monthsOf = ({ interval, intervalCount }: NonNullable<Plan["price"]>) =>
  interval === "year" ? 12 * intervalCount : interval === "month" ? intervalCount : undefined;

const inEveryPlan = [
  "Unlimited organizations",
  "Owner, admin and member roles",
  "Email invitations",
  "Audit trail",
  "Webhook inbox with replay",
];

export function Comparison({ plans }: { plans: Plan[] }) {
  const amounts: [string, (plan: Plan) => ReactNode][] = [
    [
      "Price",
      ({ price }) =>
        price?.amount ? `${formatPrice(price)} ${priceTerm(price)}` : formatPrice(price),
    ],
    ["People", ({ seats }) => (seats === null ? "Unlimited" : formatNumber(seats))],
    ["Credits per month", ({ monthlyCredits }) => formatNumber(monthlyCredits)],
    [
      "Price of 1,000 credits",
      ({ price, monthlyCredits }) => {
        const months = price && monthsOf(price);
        if (!price?.amount || !months || monthlyCredits === 0) return "–";
        const amount = Math.round((price.amount / months / monthlyCredits) * 1_000);
        return formatPrice({ ...price, amount });
      },
    ],
  ];
  return (
    <section aria-labelledby="comparison" className="py-16 sm:py-20">
      <h2 id="comparison" className="text-2xl font-semibold tracking-tight">
        Compare plans
      </h2>
      {/* Wide tables scroll by themselves, and then the keyboard must reach them. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className="mt-6 overflow-x-auto" aria-label="Comparison of the plans" tabIndex={0}>
        <table className="w-full text-left text-sm">
          <thead>
            <tr className="border-b border-line">
              <td />
              {plans.map(({ slug, name }) => (
                <th key={slug} scope="col" className="px-3 py-3 font-semibold">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {amounts.map(([title, value]) => (
              <tr key={title}>
                <th scope="row" className="py-3 pr-3 font-normal text-muted">
                  {title}
                </th>
                {plans.map((plan) => (
                  <td key={plan.slug} className="px-3 py-3 tabular-nums">
                    {value(plan)}
                  </td>
                ))}
              </tr>
            ))}
            {inEveryPlan.map((feature) => (
              <tr key={feature}>
                <th scope="row" className="py-3 pr-3 font-normal text-muted">
                  {feature}
                </th>
                {plans.map(({ slug }) => (
                  <td key={slug} className="px-3 py-3">
                    <Check className="size-5 text-accent" role="img" aria-label="Yes" />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
