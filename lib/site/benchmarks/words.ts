import { prismaVersion } from "./figures.ts";
import type { BenchmarkSummary } from "./summary.ts";

type Environment = Pick<BenchmarkSummary, "environment">;

/** What a reader must know to read the figures right. */
export const limitsOf = (run: Environment): string[] => [
  "It measures the part that the code decides. It cannot show how long a provider takes to boot a machine and to fetch the bundle, nor the provider's network.",
  "What runs edge functions here is workerd, the open source runtime. It is not Vercel's edge.",
  "Warm, edge and Node are a tie, but for the trips that a driver takes: the advantage is in cold starts and in trips.",
  "Next has deprecated the edge runtime (16.3). It still builds and runs; docs/architecture.md says what Penning keeps of it.",
  "A Node function that a provider keeps warm, or whose compiled code it keeps, starts sooner than a fresh process does here.",
  ...(prismaVersion(run)
    ? []
    : [
        "Prisma is not in this run, because its packages, which are installed on demand, were missing.",
      ]),
  "The database is on the same machine, awake, behind PgBouncer 1.18 or later with TLS; the gateway that answers SQL over HTTP is the project's own, in front of the same Postgres.",
];

/** Whose patterns the variants follow that stand for what people do today. */
export const creditsOf = (run: Environment): string =>
  [
    "postgres-js by its URL alone is how nextjs/saas-starter and vercel/ai-chatbot connect; a Pool of pg is how ixartz/SaaS-Boilerplate does and how Drizzle documents it.",
    ...(prismaVersion(run)
      ? [
          "A PrismaClient with the adapter for pg, made when the module loads, is what Prisma documents.",
        ]
      : []),
    "All are written anew for this page, with versions that lockfiles pin.",
  ].join(" ");
