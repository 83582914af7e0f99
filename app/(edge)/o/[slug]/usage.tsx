import { formatNumber } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { BarChart } from "#lib/ui/charts/bar-chart.tsx";
import type { Overview } from "#lib/workspace/reads/overview.ts";

const dayOfMonth = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** The credits of each day of the period. */
export function Usage({ usage }: Pick<Overview, "usage">) {
  const total = usage.reduce((sum, { credits }) => sum + credits, 0);
  return (
    <Card
      title="Usage in this period"
      description="Credits by day, in UTC"
      className="md:col-span-2"
    >
      <BarChart
        title="Credits used by day"
        description={`${formatNumber(total)} credits in ${formatNumber(usage.length)} days.`}
        labels={total > 0 ? usage.map(({ day }) => dayOfMonth.format(day)) : []}
        series={[{ name: "Credits", values: usage.map(({ credits }) => credits) }]}
        labelName="Day"
      />
    </Card>
  );
}
