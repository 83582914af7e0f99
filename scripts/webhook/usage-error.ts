/** A mistake in what was typed: shown without a stack. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** A number that was typed. @throws UsageError when it is none, or less than `least`. */
export function wholeNumber(name: string, typed: string, least = 1): number {
  if (!/^\d+$/.test(typed) || Number(typed) < least || Number(typed) > 1_000_000) {
    throw new UsageError(`--${name} must be a whole number from ${least} on, not ${typed}.`);
  }
  return Number(typed);
}
