import type { ReactNode } from "react";
import { forecastOf } from "#lib/billing/metering/forecast.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { Progress } from "#lib/ui/progress.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { Usage } from "#lib/workspace/reads/usage.ts";

/** What is used, what is left, until when, and what it comes to at this pace. */
export function BalanceCard({ plan, balance }: Pick<Usage, "plan" | "balance">) {
  const { used, left, total, included, period } = balance;
  const forecast = forecastOf(balance, new Date());
  const bought = total - included;
  return (
    <Card>
      <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-3">
        <Figure name="Used" value={used}>
          since <Time value={period.start} style="day" zone="UTC" />
        </Figure>
        <Figure name="Left" value={left}>
          {bought > 0
            ? `of ${formatNumber(included)} in the ${plan.name} plan and ${formatNumber(bought)} purchased`
            : `of ${formatNumber(included)} in the ${plan.name} plan`}
        </Figure>
        {forecast !== null && (
          <Figure name="Forecast" value={forecast}>
            {forecast > total
              ? `${formatNumber(forecast - total)} over your credits at this rate`
              : "by the end of the period at this rate"}
          </Figure>
        )}
      </dl>
      <div className="mt-5">
        <Progress label="Credits used" value={used} max={total} />
        <p className="mt-2 text-sm text-muted">
          The plan's credits reset on <Time value={period.end} style="day" zone="UTC" />.
        </p>
      </div>
    </Card>
  );
}

function Figure({ name, value, children }: { name: string; value: number; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{name}</dt>
      <dd>
        <p className="text-2xl font-semibold tracking-tight tabular-nums">{formatNumber(value)}</p>
        <p className="mt-0.5 text-sm text-muted">{children}</p>
      </dd>
    </div>
  );
}
