import { LineChart } from "#lib/ui/charts/line-chart.tsx";
import { Section } from "#lib/ui/section.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { comparedWith, ratioAt, startAt, withInterval } from "./figures.ts";
import { isolates, nameOf, processes, shortNames } from "./names.ts";
import type { BenchmarkSummary } from "./summary.ts";

// The first four that were measured are drawn, since there are as many colours. The handler is last
// because it is so near to the page.
const wanted = ["edge-page", "node-pg", "node-postgres-js", "node-prisma", "edge-handler"];
// As far from each other as they look.
const drawnDelays = [0, 40, 80];

// Lines break where there is no room for whole intervals: a table is never wider than its place.
const figure = "text-right tabular-nums lg:whitespace-nowrap";

/** The first byte of a cold page, by how far the database is. */
export function ColdPages({ run }: { run: BenchmarkSummary }) {
  const delays = drawnDelays.filter((delay) => run.delays.includes(delay));
  const far = run.delays.includes(40) ? 40 : 0;
  const measured = (variant: string) => startAt(run, variant, 0) !== undefined;
  const drawn = wanted.filter(measured).slice(0, 4);
  const compared = comparedWith(run).map(({ variant, name }, index) => ({
    variant,
    label: index === 0 ? `As fast as ${name}, times` : `As ${name}, times`,
  }));
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
            {compared.map(({ label }) => (
              <ColumnHead key={label} className="text-right">
                {label}
              </ColumnHead>
            ))}
          </>
        }
      >
        {[...isolates, ...processes].filter(measured).map((variant) => {
          const [near, at] = [startAt(run, variant, 0), startAt(run, variant, far)];
          const times = (today: string) => {
            const ratio = ratioAt(run, { variant: today, by: variant, delay: far });
            return ratio ? withInterval(ratio, 2) : "–";
          };
          return (
            <tr key={variant}>
              <Cell label="Variant">{nameOf(variant)}</Cell>
              <Cell label="No delay" className={figure}>
                {near ? withInterval(near) : "–"}
              </Cell>
              <Cell label={`At ${far} ms`} className={figure}>
                {at ? withInterval(at) : "–"}
              </Cell>
              {compared.map(({ variant: today, label }) => (
                <Cell key={label} label={label} className={figure}>
                  {times(today)}
                </Cell>
              ))}
            </tr>
          );
        })}
      </Table>
    </Section>
  );
}
