/** A mistake in what was typed or set. Its message names the option or variable and what to do. */
export class UsageError extends Error {
  override name = "UsageError";
}
