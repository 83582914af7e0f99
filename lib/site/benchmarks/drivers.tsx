import { Section } from "#lib/ui/section.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { withInterval } from "./figures.ts";
import { nameOf } from "./names.ts";
import type { BenchmarkSummary } from "./summary.ts";

/** Trips to the database, counted twice. */
export function Drivers({ run }: { run: BenchmarkSummary }) {
  if (run.trips.length === 0) return null;
  return (
    <Section
      title="Trips to the database"
      description="Counted in two ways: from how much the time grows with each millisecond of round trip, and from the messages seen on the wire."
    >
      <Table
        caption="Trips to the database"
        isStacked
        head={
          <>
            <ColumnHead>What</ColumnHead>
            <ColumnHead className="text-right">By slope</ColumnHead>
            <ColumnHead className="text-right">On the wire</ColumnHead>
            <ColumnHead className="text-right">Match</ColumnHead>
          </>
        }
      >
        {run.trips.map(({ layer, variant, measure, slope, turns, agree }) => (
          <tr key={`${layer} ${variant} ${measure}`}>
            <Cell label="Function">
              {nameOf(variant)}
              <span className="text-muted">, {layer === "start" ? "cold start" : measure}</span>
            </Cell>
            <Cell label="By slope" className="text-right tabular-nums">
              {withInterval(slope, 1)}
            </Cell>
            <Cell label="On the wire" className="text-right tabular-nums">
              {turns}
            </Cell>
            <Cell label="Match" className="text-right">
              {agree}
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
