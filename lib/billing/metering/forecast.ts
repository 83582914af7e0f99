import type { Balance } from "./balance.ts";

const day = 86_400_000;

/**
 * What will be used by the end of the period if it goes on as it did until now, in credits.
 * @returns null in the first day of a period, which tells nothing.
 */
export function forecastOf(
  { used, period }: Pick<Balance, "used" | "period">,
  now: Date,
): number | null {
  const past = now.getTime() - period.start.getTime();
  const whole = period.end.getTime() - period.start.getTime();
  return past < day || past > whole ? null : Math.round((used * whole) / past);
}
