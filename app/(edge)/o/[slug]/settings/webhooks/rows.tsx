import Link from "next/link";
import type { ListedDelivery } from "#lib/integrations/deliveries.ts";
import { nameOfProvider } from "#lib/integrations/names.ts";
import { deliveriesPath } from "#lib/integrations/replay-acts.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import { OutcomeBadge } from "./outcome.tsx";

interface RowsProps {
  slug: string;
  deliveries: ListedDelivery[];
}

/** The list. On a phone what has no column of its own stands below the type. */
export function Rows({ slug, deliveries }: RowsProps) {
  const head = (
    <>
      <ColumnHead className="hidden w-44 md:table-cell">Received (UTC)</ColumnHead>
      <ColumnHead className="hidden w-24 md:table-cell">Provider</ColumnHead>
      <ColumnHead>Event</ColumnHead>
      <ColumnHead className="w-32 sm:w-52">Outcome</ColumnHead>
      <ColumnHead className="hidden w-24 text-right md:table-cell">Attempts</ColumnHead>
    </>
  );
  return (
    <Table caption="Deliveries, newest first" head={head}>
      {deliveries.map((delivery) => (
        <tr key={delivery.id} className="text-sm">
          <Cell className="hidden whitespace-nowrap text-muted tabular-nums md:table-cell">
            <Time value={delivery.createdAt} style="second" zone="UTC" />
          </Cell>
          <Cell className="hidden md:table-cell">{nameOfProvider(delivery.provider)}</Cell>
          <Cell>
            <Link
              href={`${deliveriesPath(slug)}/${delivery.id}`}
              prefetch={false}
              className="rounded font-medium wrap-anywhere hover:underline"
            >
              {delivery.type}
            </Link>
            {delivery.entityId && (
              <span className="block font-mono text-xs text-muted wrap-anywhere">
                {delivery.entityId}
              </span>
            )}
            <span className="mt-1 block text-xs text-muted tabular-nums md:hidden">
              {nameOfProvider(delivery.provider)}
              {delivery.attempts > 1 && `, ${formatNumber(delivery.attempts)} attempts`}
              <br />
              <Time value={delivery.createdAt} style="second" zone="UTC" /> UTC
            </span>
          </Cell>
          <Cell>
            <OutcomeBadge outcome={delivery.outcome} />
            {delivery.reason && (
              <span className="mt-1 block text-xs text-muted wrap-anywhere">{delivery.reason}</span>
            )}
          </Cell>
          <Cell className="hidden text-right tabular-nums md:table-cell">
            {formatNumber(delivery.attempts)}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
