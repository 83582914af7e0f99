import { prismaVersion } from "./figures.ts";
import { streamed } from "./names.ts";
import type { BenchmarkSummary, Interval } from "./summary.ts";

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

/** Where a static shell wins, and where it does not; "" of a run without such a page. */
export function shellAndData({ data, delays }: BenchmarkSummary): string {
  const far = delays.includes(40) ? 40 : 0;
  const at = data.filter(({ delay }) => delay === far);
  const shell = at.find(({ variant }) => streamed.includes(variant));
  const edge = at.find(({ variant }) => variant === "edge-page");
  if (!shell || !edge) return "";
  const ms = ({ value }: Interval) => `${value.toFixed(0)} ms`;
  const isClear =
    shell.firstData.low > edge.firstData.high || shell.firstData.high < edge.firstData.low;
  const verdict = isClear
    ? `its data comes ${shell.firstData.value > edge.firstData.value ? "later" : "sooner"} than that of a cold edge page`
    : "its data comes about as soon as that of a cold edge page";
  return `With Cache Components, a visitor sees the shell at once, and ${verdict}: with ${far} ms to the database and back, the shell is there after ${ms(shell.firstByte)} and the data after ${ms(shell.firstData)}; an edge page has both after ${ms(edge.firstData)}. A page that shows nothing without its data gains nothing from the shell.`;
}

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
