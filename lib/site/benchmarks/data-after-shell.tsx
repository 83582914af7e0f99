import { Section } from "#lib/ui/section.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { withInterval } from "./figures.ts";
import { nameOf } from "./names.ts";
import type { BenchmarkSummary } from "./summary.ts";
import { shellAndData } from "./words.ts";

const figure = "text-right tabular-nums lg:whitespace-nowrap";

/** A page that answers with a static shell, beside those that answer with their data. */
export function DataAfterShell({ run }: { run: BenchmarkSummary }) {
  const far = run.delays.includes(40) ? 40 : 0;
  const cells = run.data.filter(({ delay }) => delay === far);
  if (cells.length === 0) return null;
  return (
    <Section title="A static shell first" description={shellAndData(run)}>
      <Table
        caption="Milliseconds to the first byte and to the data of a cold page"
        isStacked
        head={
          <>
            <ColumnHead>Variant</ColumnHead>
            <ColumnHead className="text-right">First byte</ColumnHead>
            <ColumnHead className="text-right">Data</ColumnHead>
          </>
        }
      >
        {cells.map(({ variant, firstByte, firstData }) => (
          <tr key={variant}>
            <Cell label="Variant">{nameOf(variant)}</Cell>
            <Cell label="First byte" className={figure}>
              {withInterval(firstByte)}
            </Cell>
            <Cell label="Data" className={figure}>
              {withInterval(firstData)}
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
