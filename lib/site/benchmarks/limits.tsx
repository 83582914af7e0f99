import { Section } from "#lib/ui/section.tsx";
import { prismaVersion, withInterval } from "./figures.ts";
import type { BenchmarkSummary } from "./summary.ts";
import { creditsOf, limitsOf } from "./words.ts";

/** What the figures do not say, and how they came about. */
export function Limits({ run }: { run: BenchmarkSummary }) {
  const { environment, controls, measuredAt } = run;
  const prisma = prismaVersion(run);
  const { cpu, cores, kernel, load, loadAfter, versions } = environment;
  return (
    <>
      <Section title="Limits of this benchmark">
        <ul className="grid list-disc gap-2 pl-5 text-pretty marker:text-accent">
          {limitsOf(run).map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </Section>
      <Section title="How it was measured">
        <div className="grid gap-3 text-pretty text-muted">
          <p>
            On {measuredAt.slice(0, 10)}, on {cores} cores of {cpu} ({kernel}), Node {versions.node}
            , Next {versions.next}, workerd {versions.workerd}, PgBouncer {versions.pgbouncer}
            {prisma && `, Prisma ${prisma}`}. The machine's load was {load} before and {loadAfter}{" "}
            after.
          </p>
          {controls.map(({ layer, again, slow, problem }) => (
            <p key={layer}>
              Controls of {layer}: the same variant under two names, ratio {withInterval(again, 2)},
              and one with 20 ms of sleep, slower by {withInterval(slow, 1)} ms.
              {problem && <strong> Not reliable: {problem}.</strong>}
            </p>
          ))}
          <p>{creditsOf(run)}</p>
          <p>
            To repeat it (offline, once Prisma&apos;s packages are installed):{" "}
            <code className="rounded bg-sunken px-1.5 py-0.5 font-mono text-[0.875em]">
              npm run bench -- all
            </code>
          </p>
        </div>
      </Section>
    </>
  );
}
