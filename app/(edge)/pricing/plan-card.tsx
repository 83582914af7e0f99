import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { PriceList } from "#lib/billing/price-list.ts";
import { formatPrice, priceTerm } from "#lib/billing/price-text.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";

type Plan = PriceList["plans"][number];

interface PlanCardProps {
  plan: Plan;
  /** The next cheaper one. */
  below: Plan | undefined;
  isRecommended: boolean;
}

export function PlanCard({ plan, below, isRecommended }: PlanCardProps) {
  const isFree = plan.price?.amount === 0;
  return (
    <article
      className={`flex h-full flex-col rounded-2xl border bg-surface p-6 sm:p-8 ${
        isRecommended ? "border-accent ring-1 ring-accent" : "border-line"
      }`}
    >
      <div className="flex items-center justify-between gap-4">
        <h2 className="text-lg font-semibold">{plan.name}</h2>
        {isRecommended && <Badge tone="accent">Recommended</Badge>}
      </div>
      <p className="mt-4 flex items-baseline gap-1.5">
        <span className="text-4xl font-semibold tracking-tight tabular-nums">
          {formatPrice(plan.price)}
        </span>
        <span className="text-muted">{isFree ? "forever" : priceTerm(plan.price)}</span>
      </p>
      <ButtonLink
        href="/sign-up"
        look={isRecommended ? "primary" : "secondary"}
        className="mt-6 w-full"
      >
        {isFree ? "Start free" : "Create an account"}
      </ButtonLink>
      <ul className="mt-6 grid gap-3 text-sm">
        <Line>{people(plan.seats)}</Line>
        <Line>{formatNumber(plan.monthlyCredits)} credits per month</Line>
        <Line>{below ? `Every feature of ${below.name}` : "Every feature"}</Line>
      </ul>
    </article>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <Check className="mt-0.5 size-5 shrink-0 text-accent" aria-hidden="true" />
      {children}
    </li>
  );
}

/** How many people may be in an organization. */
export const people = (seats: number | null): string =>
  seats === null ? "Unlimited people" : `Up to ${formatNumber(seats)} people`;
