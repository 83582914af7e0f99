import { DrizzleQueryError } from "drizzle-orm";
import { isStatementError } from "./errors.ts";

/** True when a statement failed because the database did not answer, not because of what it says. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof DrizzleQueryError && !isStatementError(error);
}
