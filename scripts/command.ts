import { errorCode, rootCause } from "#lib/db/errors.ts";

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

/** Runs a command on what was typed after its name. It resolves with the exit code. */
export async function runCommand(run: (args: string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (errorCode(error) === "ECONNREFUSED") {
    return "Nothing answers there. On this machine, start it first: npm run dev";
  }
  const cause = rootCause(error);
  return cause instanceof Error ? cause.message : String(cause);
}
