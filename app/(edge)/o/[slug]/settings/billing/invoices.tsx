import { Receipt } from "lucide-react";
import { invoicePath } from "#lib/billing/selling/paths.ts";
import { formatMoney } from "#lib/text/format.ts";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { Section } from "#lib/ui/section.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { Billing } from "#lib/workspace/reads/billing.ts";

/** The provider's words, as people say them. */
const statuses: Record<string, string> = {
  draft: "Draft",
  pending: "Pending",
  paid: "Paid",
  refunded: "Refunded",
  partially_refunded: "Partly refunded",
  void: "Void",
};

const quantityOf = ({ seats, units }: Billing["orders"][number]) =>
  [seats !== null && `, ${seats} seats`, units !== null && `, ${units} units`]
    .filter(Boolean)
    .join("");

export function Invoices({ slug, orders }: { slug: string; orders: Billing["orders"] }) {
  return (
    <Section title="Invoices">
      {orders.length === 0 ? (
        <EmptyState
          icon={Receipt}
          title="No invoices yet"
          text="Each payment appears here with its invoice."
        />
      ) : (
        <Table
          caption="Invoices"
          isStacked
          head={
            <>
              <ColumnHead>Date</ColumnHead>
              <ColumnHead>Description</ColumnHead>
              <ColumnHead className="text-right">Amount</ColumnHead>
              <ColumnHead>Status</ColumnHead>
              <ColumnHead>Invoice</ColumnHead>
            </>
          }
        >
          {orders.map((order) => (
            <tr key={order.id}>
              <Cell label="Date" className="whitespace-nowrap">
                <Time value={order.orderedAt} style="day" zone="UTC" />
              </Cell>
              <Cell label="Description" className="wrap-anywhere">
                {order.description}
                {quantityOf(order)}
              </Cell>
              <Cell label="Amount" className="tabular-nums sm:text-right">
                {formatMoney(order.totalAmount, order.currency)}
                {order.taxAmount > 0 && (
                  <span className="block text-xs text-muted">
                    includes {formatMoney(order.taxAmount, order.currency)} tax
                  </span>
                )}
              </Cell>
              <Cell label="Status">
                {Object.hasOwn(statuses, order.status) ? statuses[order.status] : order.status}
                {order.refundedAmount > 0 && order.refundedAmount < order.totalAmount && (
                  <> ({formatMoney(order.refundedAmount, order.currency)})</>
                )}
              </Cell>
              <Cell label="Invoice">
                <a
                  href={invoicePath(slug, order.id)}
                  className="rounded text-accent underline underline-offset-4"
                >
                  View<span className="sr-only"> the invoice of {order.description}</span>
                </a>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
