import Link from "next/link";
import { deviceName } from "#lib/http/device.ts";
import { withQuery } from "#lib/http/next.ts";
import type { AuditEvent } from "#lib/organizations/audit-event.ts";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import { ActorPicture, EventSentence } from "../../event.tsx";

interface RowsProps {
  page: string;
  events: AuditEvent[];
}

/** The list. On a phone what has no column of its own stands below the sentence. */
export function Rows({ page, events }: RowsProps) {
  const head = (
    <>
      <ColumnHead>Event</ColumnHead>
      <ColumnHead className="w-48 max-lg:hidden">Source</ColumnHead>
      <ColumnHead className="w-48 max-md:hidden">When</ColumnHead>
    </>
  );
  return (
    <Table caption="Events, newest first" head={head}>
      {events.map((event) => (
        <tr key={event.id}>
          <Cell>
            <div className="flex gap-3">
              <ActorPicture event={event} />
              <div className="min-w-0">
                <EventSentence event={event} />
                {event.actor && (
                  <Link
                    href={withQuery(page, { actor: event.actor.id })}
                    prefetch={false}
                    className="block w-fit rounded text-xs text-muted wrap-anywhere hover:underline"
                  >
                    {event.actor.email ?? "View all activity"}
                  </Link>
                )}
                <Time value={event.createdAt} className="mt-1 block text-xs text-muted md:hidden" />
                <span className="mt-1 block text-xs text-muted lg:hidden">
                  <Where event={event} />
                </span>
              </div>
            </div>
          </Cell>
          <Cell className="text-muted max-lg:hidden">
            <Where event={event} />
          </Cell>
          <Cell className="whitespace-nowrap text-muted tabular-nums max-md:hidden">
            <Time value={event.createdAt} style="second" />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Where({ event: { ipAddress, userAgent } }: { event: AuditEvent }) {
  if (!ipAddress && !userAgent) return "Unknown";
  return (
    <>
      {ipAddress && <span className="block font-mono text-xs wrap-anywhere">{ipAddress}</span>}
      {userAgent && (
        <span className="block" title={userAgent}>
          {deviceName(userAgent)}
        </span>
      )}
    </>
  );
}
