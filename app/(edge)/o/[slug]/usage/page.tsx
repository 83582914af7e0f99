import type { Metadata } from "next";
import { billingPath } from "#lib/billing/selling/paths.ts";
import { organizationApi } from "#lib/organizations/forms.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { BarChart } from "#lib/ui/charts/bar-chart.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getUsage } from "#lib/workspace/reads/usage.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { BalanceCard } from "./balance-card.tsx";
import { Keys } from "./keys.tsx";

export const metadata: Metadata = { title: "Usage" };

const dayName = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const monthName = new Intl.DateTimeFormat("en", {
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

export default workspacePage({
  route: "/o/[slug]/usage",
  current: "/usage",
  read: getUsage,
  render({ frame, plan, balance, days, months, keys }, { slug }) {
    return (
      <>
        <PageHeader
          title="Usage"
          description="Credits used, by UTC day."
          actions={
            <>
              {frame.role === "owner" && (
                <ButtonLink href={billingPath(slug)} look="secondary" prefetch={false}>
                  Get more credits
                </ButtonLink>
              )}
              <ButtonLink
                href={`${organizationApi(slug)}/usage.csv`}
                look="secondary"
                prefetch={false}
              >
                Export CSV
              </ButtonLink>
            </>
          }
        />
        <div className="grid gap-4">
          <BalanceCard plan={plan} balance={balance} />
          <Card title="By day" description="This billing period">
            <BarChart
              title="Credits used by day"
              labels={balance.used > 0 ? days.map(({ day }) => dayName.format(day)) : []}
              series={[{ name: "Credits", values: days.map(({ credits }) => credits) }]}
              labelName="Day"
            />
          </Card>
          <div className="grid gap-4 xl:grid-cols-2">
            <Keys keys={keys} />
            <Card title="By month" description="Last 12 calendar months">
              <BarChart
                title="Credits used by month"
                labels={
                  months.some(({ credits }) => credits > 0)
                    ? months.map(({ month }) => monthName.format(month))
                    : []
                }
                series={[{ name: "Credits", values: months.map(({ credits }) => credits) }]}
                labelName="Month"
              />
            </Card>
          </div>
        </div>
      </>
    );
  },
});
