import { isStatementError } from "./errors.ts";
import { QueryError } from "./query-error.ts";

/** True when a statement failed because the database did not answer, not because of what it says. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof QueryError && !isStatementError(error);
}
