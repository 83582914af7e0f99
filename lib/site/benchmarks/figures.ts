import { prismaPackage, today, todayNames } from "./names.ts";
import type { BenchmarkSummary, Interval } from "./summary.ts";

/** Such as "151 (148–156)". */
export const withInterval = ({ value, low, high }: Interval, digits = 0): string =>
  `${value.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;

export const startAt = ({ starts }: BenchmarkSummary, variant: string, delay: number) =>
  starts.find((one) => one.variant === variant && one.delay === delay);

/** How many times as long `variant` takes as `by` does. */
export const ratioAt = (
  { ratios }: BenchmarkSummary,
  { variant, by, delay }: { variant: string; by: string; delay: number },
) => ratios.find((one) => one.variant === variant && one.by === by && one.delay === delay);

/** What of today's ways the run compares everything else with, and what each is called. */
export const comparedWith = ({ ratios }: BenchmarkSummary) =>
  today
    .filter((way) => ratios.some(({ variant }) => variant === way))
    .map((variant) => ({ variant, name: todayNames[variant] ?? variant }));

/** The version of Prisma, where the run has its page. */
export const prismaVersion = ({
  environment,
}: Pick<BenchmarkSummary, "environment">): string | undefined =>
  environment.versions[prismaPackage];
