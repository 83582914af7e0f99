import { prismaVersion } from "./figures.ts";
import type { BenchmarkSummary } from "./summary.ts";

type Environment = Pick<BenchmarkSummary, "environment">;

/** What a reader must know to read the figures right. */
export const limitsOf = (run: Environment): string[] => [
  "It measures the part that depends on the code. It does not include the time a provider takes to boot a machine and fetch the bundle, or the provider's network.",
  "Edge functions run here in workerd, an open-source runtime. It is not Vercel's edge.",
  "When warm, edge and Node are equally fast, except for the trips of each driver. The advantage lies in cold starts and trips.",
  "Next has deprecated the edge runtime (16.3). It still builds and runs; docs/architecture.md explains why this project still uses it.",
  "A Node function starts faster than here if the provider keeps it warm or caches its compiled code.",
  ...(prismaVersion(run)
    ? []
    : [
        "Prisma is not in this run, because its packages, which are installed on demand, were missing.",
      ]),
  "The database is on the same machine, awake, behind PgBouncer 1.18 or later with TLS; the gateway that answers SQL over HTTP is the project's own, in front of the same Postgres.",
];

/** The projects that the variants for today's usual setups are modelled on. */
export const creditsOf = (run: Environment): string =>
  [
    "postgres-js by its URL alone is how nextjs/saas-starter and vercel/ai-chatbot connect; a Pool of pg is how ixartz/SaaS-Boilerplate does and how Drizzle documents it.",
    ...(prismaVersion(run)
      ? [
          "A PrismaClient with the adapter for pg, made when the module loads, is what Prisma documents.",
        ]
      : []),
    "All of them were written for this page, with versions pinned by lockfiles.",
  ].join(" ");
