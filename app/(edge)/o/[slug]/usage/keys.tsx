import { formatNumber } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { BarChart } from "#lib/ui/charts/bar-chart.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import type { Usage } from "#lib/workspace/reads/usage.ts";

type Key = Usage["keys"][number];

/** Who used the credits of the period: beside each other, where there is more than one. */
export function Keys({ keys }: Pick<Usage, "keys">) {
  return (
    <Card title="By API key" description="This billing period">
      {keys.length !== 1 && (
        <BarChart
          title="Credits used by API key"
          labels={keys.map(nameOf)}
          series={[{ name: "Credits", values: keys.map(({ credits }) => credits) }]}
          labelName="API key"
        />
      )}
      {keys.length > 0 && (
        <div className={keys.length === 1 ? "" : "mt-4"}>
          <Table
            caption="Credits used by API key"
            head={
              <>
                <ColumnHead>API key</ColumnHead>
                <ColumnHead className="text-right">Requests</ColumnHead>
                <ColumnHead className="text-right">Credits</ColumnHead>
              </>
            }
          >
            {keys.map((key) => (
              <tr key={key.id ?? ""}>
                <Cell className="wrap-anywhere">
                  {nameOf(key)}
                  {key.prefix && <code className="ml-2 text-xs text-muted">{key.prefix}…</code>}
                </Cell>
                <Cell className="text-right tabular-nums">{formatNumber(key.calls)}</Cell>
                <Cell className="text-right tabular-nums">{formatNumber(key.credits)}</Cell>
              </tr>
            ))}
          </Table>
        </div>
      )}
    </Card>
  );
}

/** A key that is gone keeps its id; what no key did, a person or a product did. */
const nameOf = ({ id, name }: Key) => name ?? (id ? `Key ${id.slice(0, 8)}` : "Without a key");
