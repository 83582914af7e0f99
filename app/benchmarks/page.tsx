import type { Metadata } from "next";
import { ColdPages } from "#lib/site/benchmarks/cold-pages.tsx";
import { DataAfterShell } from "#lib/site/benchmarks/data-after-shell.tsx";
import { Drivers } from "#lib/site/benchmarks/drivers.tsx";
import { lastRun } from "#lib/site/benchmarks/last-run.ts";
import { Limits } from "#lib/site/benchmarks/limits.tsx";
import { StartParts } from "#lib/site/benchmarks/start-parts.tsx";
import { Warm } from "#lib/site/benchmarks/warm.tsx";
import { PublicPage } from "#lib/site/public-page.tsx";

export const metadata: Metadata = {
  title: "Cold starts",
  description: "Cold start times of the same page on edge and Node, by distance to the database.",
  alternates: { canonical: "/benchmarks" },
};

export default function BenchmarksPage() {
  return (
    <PublicPage>
      <article className="mx-auto grid max-w-4xl gap-12 px-4 py-12 sm:px-6 sm:py-16">
        <header>
          <h1 className="text-balance text-3xl font-semibold tracking-tight sm:text-4xl">
            Cold starts
          </h1>
          <p className="mt-4 text-pretty text-lg leading-7 text-muted">
            The same page with the same ten rows, from the start of a fresh process or isolate to
            the first byte of its answer. Each figure is the median of {lastRun.rounds} starts in
            random order, with its 95% interval.
          </p>
        </header>
        <ColdPages run={lastRun} />
        <DataAfterShell run={lastRun} />
        <StartParts run={lastRun} />
        <Drivers run={lastRun} />
        <Warm run={lastRun} />
        <Limits run={lastRun} />
      </article>
    </PublicPage>
  );
}
