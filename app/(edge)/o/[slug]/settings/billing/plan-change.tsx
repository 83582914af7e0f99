import type { ReactNode } from "react";
import { changeOf } from "#lib/billing/plan-change.ts";
import { isMore, rankOf } from "#lib/billing/plan-rank.ts";
import { formatPrice, priceTerm } from "#lib/billing/price-text.ts";
import { changePlanAct } from "#lib/billing/selling/acts.ts";
import { formOf } from "#lib/forms/act.ts";
import { formatMoney, formatNumber } from "#lib/text/format.ts";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { Billing } from "#lib/workspace/reads/billing.ts";
import { seatHolders, takenSeats } from "../../seats.ts";

type Plan = Billing["plans"][number];

interface PlanChangeProps {
  slug: string;
  billing: Omit<Billing, "frame">;
  present: Plan;
  plan: Plan;
}

/** Asks before a subscription moves to another plan: what is due, what changes and what will not fit. */
export function PlanChange({ slug, billing, present, plan }: PlanChangeProps) {
  const isUpgrade = isMore(rankOf(plan), rankOf(present));
  const verb = isUpgrade ? "Upgrade" : "Downgrade";
  return (
    <ConfirmDialog
      id={`change-to-${plan.slug}`}
      title={`${verb} to ${plan.name}?`}
      description={
        <div className="grid gap-3">
          {isUpgrade ? (
            <Upgrade billing={billing} present={present} plan={plan} />
          ) : (
            <Downgrade billing={billing} present={present} plan={plan} />
          )}
        </div>
      }
      action={formOf(changePlanAct, { slug }).action}
      submit={verb}
      pending="One moment…"
      look="primary"
      dismiss={`Stay on ${present.name}`}
      button={verb}
      buttonLabel={`${verb} to ${plan.name}`}
      buttonLook={isUpgrade ? "primary" : "secondary"}
    >
      <input type="hidden" name="plan" value={plan.slug} />
    </ConfirmDialog>
  );
}

type ChangeProps = Omit<PlanChangeProps, "slug">;

function Upgrade({ billing: { subscription }, present, plan }: ChangeProps) {
  const { currentPeriodStart: start, currentPeriodEnd: end } = subscription ?? {};
  const change =
    start && end ? changeOf({ from: present, to: plan }, { start, end }, new Date()) : null;
  const due = change?.due;
  return (
    <Terms
      terms={{
        "Due today": due
          ? `About ${formatMoney(due.amount, due.currency, { isShort: true })} plus tax, prorated for the rest of this period`
          : "The prorated difference for the rest of this period, plus tax",
        Then: (
          <>
            {formatPrice(plan.price)} {priceTerm(plan.price)}
            {end && (
              <>
                , starting on <Time value={end} style="day" zone="UTC" />
              </>
            )}
          </>
        ),
        Immediately: `${formatNumber(plan.credits)} credits a month instead of ${formatNumber(present.credits)}, ${people(plan.seats)}`,
      }}
    />
  );
}

function Downgrade({ billing: { subscription, people: count }, present, plan }: ChangeProps) {
  const end = subscription?.currentPeriodEnd;
  const seats = { ...count, seats: plan.seats };
  const over = plan.seats === null ? 0 : takenSeats(seats) - plan.seats;
  return (
    <>
      <Terms
        terms={{
          "Due today": "Nothing",
          Until: end ? (
            <>
              <Time value={end} style="day" zone="UTC" />. Nothing changes before then
            </>
          ) : (
            "The end of the period. Nothing changes before then"
          ),
          Then: `${formatPrice(plan.price)} ${priceTerm(plan.price)}, ${formatNumber(plan.credits)} credits a month instead of ${formatNumber(present.credits)}, ${people(plan.seats)}`,
        }}
      />
      {over > 0 && (
        <p className="rounded-lg bg-warning-soft px-3 py-2 text-warning">
          {seatHolders(seats)} need more than {formatNumber(plan.seats ?? 0)} seats. Current members
          keep access, but no one else can join until {formatNumber(over)}{" "}
          {over === 1 ? "seat is" : "seats are"} free.
        </p>
      )}
    </>
  );
}

const people = (seats: number | null): string =>
  seats === null ? "any number of people" : `${formatNumber(seats)} people`;

function Terms({ terms }: { terms: Record<string, ReactNode> }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {Object.entries(terms).map(([name, what]) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd className="text-ink">{what}</dd>
        </div>
      ))}
    </dl>
  );
}
