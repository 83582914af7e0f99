import { BarChart } from "#lib/ui/charts/bar-chart.tsx";
import { Section } from "#lib/ui/section.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { nameOf, shortNames } from "./names.ts";
import { startParts } from "./parts.ts";
import type { BenchmarkSummary } from "./summary.ts";

/** What a cold start consists of, and what it holds of memory. */
export function StartParts({ run }: { run: BenchmarkSummary }) {
  const delay = run.delays.includes(40) ? 40 : 0;
  const parts = startParts(run, delay).filter(({ variant }) => !variant.endsWith("-isolate"));
  return (
    <Section
      title="Where the time goes"
      description={`The time of the runtime alone, of the page's code, and of waiting for a database ${delay} ms away.`}
    >
      <BarChart
        title="Parts of a cold start in milliseconds"
        labels={parts.map(({ variant }) => shortNames[variant] ?? variant)}
        labelName="Variant"
        series={[
          { name: "runtime", values: parts.map(({ runtime }) => runtime) },
          { name: "code", values: parts.map(({ code }) => code) },
          { name: "waiting for the database", values: parts.map(({ waiting }) => waiting) },
        ]}
        format={(value) => `${value.toFixed(0)} ms`}
        className="mb-6"
      />
      <Table
        caption="Peak memory of a process and size of its function"
        head={
          <>
            <ColumnHead>Variant</ColumnHead>
            <ColumnHead className="text-right">Memory, MB</ColumnHead>
            <ColumnHead className="text-right">Function, KB gzipped</ColumnHead>
          </>
        }
      >
        {run.memory.map(({ variant, value }) => (
          <tr key={variant}>
            <Cell>{nameOf(variant)}</Cell>
            <Cell className="text-right tabular-nums">{value.toFixed(0)}</Cell>
            <Cell className="text-right tabular-nums">
              {run.sizes.find((size) => size.variant === variant)?.value.toFixed(0) ?? "–"}
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
