import { LineChart } from "#lib/ui/charts/line-chart.tsx";
import { Section } from "#lib/ui/section.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { ratioAt, startAt, withInterval } from "./figures.ts";
import { isolates, nameOf, processes, shortNames } from "./names.ts";
import type { BenchmarkSummary } from "./summary.ts";

const drawn = ["edge-handler", "edge-page", "node-pg", "node-postgres-js"];
// As far from each other as they look.
const drawnDelays = [0, 40, 80];

/** The first byte of a cold page, by how far the database is. */
export function ColdPages({ run }: { run: BenchmarkSummary }) {
  const delays = drawnDelays.filter((delay) => run.delays.includes(delay));
  const far = run.delays.includes(40) ? 40 : 0;
  return (
    <Section
      title="A cold page, by distance"
      description="Milliseconds from the start of the process to the first byte, by the round trip between the function and its database."
    >
      <LineChart
        title="Milliseconds to the first byte, by milliseconds of a round trip"
        labels={delays.map((delay) => `${delay} ms`)}
        labelName="Round trip"
        series={drawn.map((variant) => ({
          name: shortNames[variant] ?? variant,
          values: delays.map((delay) => startAt(run, variant, delay)?.value ?? 0),
        }))}
        format={(value) => `${value.toFixed(0)} ms`}
        className="mb-6"
      />
      <Table
        caption="Milliseconds to the first byte of a cold page"
        isStacked
        head={
          <>
            <ColumnHead>Variant</ColumnHead>
            <ColumnHead className="text-right">No delay</ColumnHead>
            <ColumnHead className="text-right">At {far} ms</ColumnHead>
            <ColumnHead className="text-right">As fast as postgres-js, times</ColumnHead>
            <ColumnHead className="text-right">As pg, times</ColumnHead>
          </>
        }
      >
        {[...isolates, ...processes].map((variant) => {
          const [near, at] = [startAt(run, variant, 0), startAt(run, variant, far)];
          const times = (today: string) => {
            const ratio = ratioAt(run, { variant: today, by: variant, delay: far });
            return ratio ? withInterval(ratio, 2) : "–";
          };
          return (
            <tr key={variant}>
              <Cell label="Variant">{nameOf(variant)}</Cell>
              <Cell label="No delay" className="text-right tabular-nums">
                {near ? withInterval(near) : "–"}
              </Cell>
              <Cell label={`At ${far} ms`} className="text-right tabular-nums">
                {at ? withInterval(at) : "–"}
              </Cell>
              <Cell label="As fast as postgres-js, times" className="text-right tabular-nums">
                {times("node-postgres-js")}
              </Cell>
              <Cell label="As pg, times" className="text-right tabular-nums">
                {times("node-pg")}
              </Cell>
            </tr>
          );
        })}
      </Table>
    </Section>
  );
}
