import { databaseError, rootCause } from "./errors.ts";

/**
 * SQLSTATE classes whose messages name what the statement and the server are like. Those of other
 * classes may quote a value: `invalid input syntax for type uuid: "…"`.
 */
const classesWithoutValues = /^(08|25|40|42|53|55|57)/;

/**
 * A statement that failed, as everything outside this folder sees it: why, and nothing of what was
 * sent. The errors of drizzle and of the drivers hold the statement and all its parameters, which are
 * people's data, and Next prints an error that nobody caught with all that hangs on it.
 */
export class QueryError extends Error {
  override name = "QueryError";
  /** SQLSTATE, such as `23505`; of a connection, the driver's or the system's code. */
  readonly code: string | undefined;
  readonly constraint: string | undefined;

  /** @param failure what the driver threw. */
  constructor(failure: unknown) {
    const { code, constraint } = databaseError(failure);
    const parts = ["A statement failed", code, constraint, reason(failure, code)];
    super(parts.filter(Boolean).join(": "));
    this.code = code;
    this.constraint = constraint;
  }
}

function reason(failure: unknown, code: string | undefined): string | undefined {
  const cause = rootCause(failure);
  if (!(cause instanceof Error)) return undefined;
  // Of a parameter that is none, which parameterText names by its type.
  if (cause instanceof TypeError) return cause.message;
  // Neon's driver appends what it was answered.
  if (!code)
    return /^(Error connecting to database|Server error \(HTTP status \d+\))/.exec(
      cause.message,
    )?.[0];
  return !/^[0-9A-Z]{5}$/.test(code) || classesWithoutValues.test(code) ? cause.message : undefined;
}
