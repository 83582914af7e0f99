import { Section } from "#lib/ui/section.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { nameOf } from "./names.ts";
import type { BenchmarkSummary } from "./summary.ts";

/** The same page once it runs. */
export function Warm({ run }: { run: BenchmarkSummary }) {
  if (run.warm.length === 0) return null;
  const times = [
    ["p50", "p50, ms"],
    ["p99", "p99, ms"],
    ["p999", "p99.9, ms"],
  ] as const;
  return (
    <Section title="Warm" description="The same page in a warm process, requested at a fixed rate.">
      <Table
        caption="Milliseconds of warm requests"
        isStacked
        head={
          <>
            <ColumnHead>Variant</ColumnHead>
            <ColumnHead className="text-right">Round trip</ColumnHead>
            <ColumnHead className="text-right">Requests</ColumnHead>
            {times.map(([key, label]) => (
              <ColumnHead key={key} className="text-right">
                {label}
              </ColumnHead>
            ))}
          </>
        }
      >
        {run.warm.map((one) => (
          <tr key={`${one.variant} ${one.delay}`}>
            <Cell label="Variant">{nameOf(one.variant)}</Cell>
            <Cell label="Round trip" className="text-right tabular-nums">
              {one.delay} ms
            </Cell>
            <Cell label="Requests" className="text-right tabular-nums">
              {one.requests} at {one.rate}/s
            </Cell>
            {times.map(([key, label]) => (
              <Cell key={key} label={label} className="text-right tabular-nums">
                {one[key].toFixed(1)}
              </Cell>
            ))}
          </tr>
        ))}
      </Table>
    </Section>
  );
}
