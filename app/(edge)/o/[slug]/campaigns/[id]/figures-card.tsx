import type { ComponentProps } from "react";
import { everyHour, hoursShown } from "#lib/products/newsletter/figures/figures.ts";
import { formatNumber, formatPercent } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { BarChart } from "#lib/ui/charts/bar-chart.tsx";
import { LinksTable } from "./links-table.tsx";
import type { SendingPage } from "./read-sending.ts";

interface FiguresCardProps {
  run: NonNullable<SendingPage["run"]>;
  isTracked: boolean;
  /** Where the hours of the chart are told. */
  timeZone: string;
  links: Omit<ComponentProps<typeof LinksTable>, "links">;
}

/** What became of the emails of a campaign that has started. */
export function FiguresCard({ run, isTracked, timeZone, links }: FiguresCardProps) {
  const { total, recipients } = run;
  if (total.sent + total.bounced + total.uncertain === 0) {
    return (
      <Card title="Figures">
        <p className="text-sm text-muted">
          No email has been sent yet. Figures appear here with the first one.
        </p>
      </Card>
    );
  }
  const ofSent = (count: number) => (total.sent > 0 ? formatPercent(count / total.sent) : "");
  const figures: [name: string, count: number, beside: string][] = [
    ["Recipients", recipients, ""],
    ["Sent", total.sent, recipients > 0 ? formatPercent(total.sent / recipients) : ""],
    ["Bounced", total.bounced, recipients > 0 ? formatPercent(total.bounced / recipients) : ""],
    ["Opened", total.opened, ofSent(total.opened)],
    ["Clicked", total.clicked, ofSent(total.clicked)],
    ["Unsubscribed", total.left, ofSent(total.left)],
    ["Spam reports", total.complained, ofSent(total.complained)],
    ["Uncertain", total.uncertain, ""],
  ];
  return (
    <Card
      title="Figures"
      description={isTracked ? undefined : "Opens and clicks are not recorded."}
    >
      <div className="grid gap-5">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
          {figures.map(([name, count, beside]) => (
            <div key={name} className="min-w-0">
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
                <span className="text-xl font-semibold tracking-tight">{formatNumber(count)}</span>
                {beside && <span className="text-sm text-muted">{beside}</span>}
              </dd>
            </div>
          ))}
        </dl>
        <Hours run={run} isTracked={isTracked} timeZone={timeZone} />
        <LinksTable {...links} links={run.links} />
        <p className="text-sm text-muted">
          {isTracked &&
            "Opens are an estimate: programs that load images for their readers count without anyone reading, and programs that load none never count. "}
          {total.machineOpens + total.machineClicks > 0 &&
            `${formatNumber(total.machineOpens)} opens and ${formatNumber(total.machineClicks)} clicks came from programs and are left out. `}
          {total.uncertain > 0 &&
            "Uncertain means that the mail server's answer to an email was lost, so it may have arrived or not. "}
          {total.erased > 0 &&
            `${formatNumber(total.erased)} of the recipients have been erased since; they still count.`}
        </p>
      </div>
    </Card>
  );
}

function Hours({ run, isTracked, timeZone }: Omit<FiguresCardProps, "links">) {
  const name = new Intl.DateTimeFormat("en", {
    ...{ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    timeZone,
  });
  const hours = everyHour(run.hours, (hour) => ({ ...nothing, hour }));
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-medium">
        First {hoursShown} hours, by the hour ({timeZone})
      </h3>
      <BarChart
        title={isTracked ? "Opens and clicks by the hour" : "Emails sent by the hour"}
        labels={hours.map(({ hour }) => name.format(hour))}
        series={
          // Without what was sent: that is all in the first hours, and leaves nothing of the rest to see.
          isTracked
            ? [
                { name: "Opened", values: hours.map(({ opened }) => opened) },
                { name: "Clicked", values: hours.map(({ clicked }) => clicked) },
              ]
            : [{ name: "Sent", values: hours.map(({ sent }) => sent) }]
        }
        labelName="Hour"
      />
    </section>
  );
}

const nothing = {
  ...{ sent: 0, bounced: 0, complained: 0, left: 0, opened: 0, clicked: 0 },
  ...{ machineOpens: 0, machineClicks: 0, uncertain: 0, erased: 0 },
};
