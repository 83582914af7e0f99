import { DrizzleQueryError } from "drizzle-orm";
import { rootCause } from "#lib/db/errors.ts";
import { statusOf } from "#lib/webhooks/reconcile/call-provider.ts";
import { isPortTaken, portTaken } from "#local/port-owner.ts";
import { isFileError, systemProblem } from "./system-problem.ts";

/** What went wrong, for the person at the terminal: a sentence, never a stack. */
export function explain(error: unknown): string {
  // Something failed while it was cleared away after a failure, which comes first.
  if (error instanceof SuppressedError) return explain(error.suppressed);
  // drizzle's own message holds the statement and its parameters.
  if (error instanceof DrizzleQueryError) return explain(error.cause);
  const cause = rootCause(error);
  if (isPortTaken(cause)) return portTaken(cause.port);
  if (isFileError(cause)) return `${cause.path} cannot be used: ${systemProblem(cause)}.`;
  if (!(error instanceof Error)) return String(error);
  if (error.message === "fetch failed" && error.cause) return explain(error.cause);
  return polarProblem(error) ?? error.message;
}

/** Both worlds of Polar give tokens of one look, and each refuses those of the other. */
function polarProblem(error: Error): string | undefined {
  if (!error.name.startsWith("Polar") && !/Polar/.test(error.constructor.name)) return undefined;
  const world = process.env.POLAR_SERVER || "production";
  const other = world === "sandbox" ? "production" : "sandbox";
  switch (statusOf(error)) {
    case 401:
      return `Polar (${world}) rejects POLAR_ACCESS_TOKEN. Copy it again, or set POLAR_SERVER=${other} if the token belongs there.`;
    case 403:
      return "POLAR_ACCESS_TOKEN lacks a scope. Create a token at Polar with the scopes in docs/billing.md.";
    default:
      return undefined;
  }
}
