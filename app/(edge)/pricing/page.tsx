import type { Metadata } from "next";
import { connection } from "next/server";
import { getPriceList } from "#lib/billing/price-list.ts";
import { readDatabase } from "#lib/db/edge.ts";
import { PublicPage } from "#lib/site/public-page.tsx";
import { databasePage } from "#lib/workspace/database-page.tsx";
import { Comparison } from "./comparison.tsx";
import { Packs } from "./packs.tsx";
import { PlanCard } from "./plan-card.tsx";
import { Questions } from "./questions.tsx";

export const metadata: Metadata = {
  title: "Pricing",
  description: "Every plan has every feature. Pay for people and credits, and start for free.",
  alternates: { canonical: "/pricing" },
};

export default databasePage("/pricing", async () => {
  // Prices change at Polar, not with a deployment.
  await connection();
  const { plans, packs } = await getPriceList(readDatabase());
  return (
    <PublicPage>
      <div className="mx-auto max-w-6xl px-4 sm:px-6">
        <div className="mx-auto max-w-2xl py-14 text-center sm:py-20">
          <h1 className="text-balance text-4xl font-semibold leading-[1.1] tracking-tight sm:text-5xl">
            Pay for people and credits, not for features
          </h1>
          <p className="mt-5 text-lg leading-7 text-muted">
            Every plan includes every feature. Plans differ in how many people can join an
            organization and how many credits it gets each month.
          </p>
        </div>
        <ul className="grid gap-4 lg:grid-cols-3 lg:gap-6">
          {plans.map((plan, index) => (
            <li key={plan.slug}>
              <PlanCard
                plan={plan}
                below={plans[index - 1]}
                // The one between: dearer than free, and not without limit.
                isRecommended={plan.slug !== "free" && plans[index - 1]?.slug === "free"}
              />
            </li>
          ))}
        </ul>
        <Packs packs={packs} />
        <Comparison plans={plans} />
        <Questions />
      </div>
    </PublicPage>
  );
});
