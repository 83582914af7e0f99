import type { Attempt } from "#lib/outgoing-webhooks/message.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";

/** How each request of a message was answered, newest first. */
export function Responses({ responses }: { responses: Attempt[] }) {
  if (responses.length === 0) {
    return (
      <Card title="Responses">
        <p className="text-muted">No request has been made yet.</p>
      </Card>
    );
  }
  const head = (
    <>
      <ColumnHead>Attempt</ColumnHead>
      <ColumnHead>Time</ColumnHead>
      <ColumnHead>Status</ColumnHead>
      <ColumnHead>Response</ColumnHead>
      <ColumnHead>Duration</ColumnHead>
    </>
  );
  return (
    <Table caption="Responses, newest first" head={head} isStacked>
      {responses.map(({ number, createdAt, status, failure, answer, milliseconds }) => (
        <tr key={number}>
          <Cell label="Attempt" className="tabular-nums">
            {formatNumber(number)}
          </Cell>
          <Cell label="Time" className="text-muted">
            <Time value={createdAt} style="second" />
          </Cell>
          <Cell label="Status" className="tabular-nums">
            {status ?? "None"}
          </Cell>
          <Cell label="Response" className="min-w-0">
            {failure ?? (
              <code className="font-mono text-xs break-all text-muted">{answer || "(empty)"}</code>
            )}
          </Cell>
          <Cell label="Duration" className="text-muted tabular-nums">
            {formatNumber(milliseconds)} ms
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
