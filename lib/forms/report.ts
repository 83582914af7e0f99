import { errorCode } from "#lib/db/errors.ts";

/**
 * Prints what failed as one line of JSON: the kind of the error and the database's code, never its
 * message, because drizzle's holds every parameter in clear text.
 */
export function reportFailure(event: string, error: unknown, details: object = {}): void {
  const name = error instanceof Error ? error.name : typeof error;
  console.error(
    JSON.stringify({ level: "error", event, ...details, error: name, code: errorCode(error) }),
  );
}
