import { errorCode } from "#lib/db/errors.ts";

/**
 * What the log tells of an error: its kind and the database's or the system's code, never its message,
 * which may quote what somebody sent.
 */
export function failureFields(error: unknown): { error: string; code: string | undefined } {
  const name = error instanceof Error ? error.name : typeof error;
  return { error: name, code: errorCode(error) };
}

/** Prints what failed as one line of JSON. */
export function reportFailure(event: string, error: unknown, details: object = {}): void {
  console.error(JSON.stringify({ level: "error", event, ...details, ...failureFields(error) }));
}
