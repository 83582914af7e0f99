import { DrizzleQueryError } from "drizzle-orm/errors";

/** The fields of a database error that both drivers give, under names that they do not share. */
export interface DatabaseErrorFields {
  /** SQLSTATE, such as `23505`; of a connection, the driver's or the system's code. */
  code: string | undefined;
  constraint: string | undefined;
}

/**
 * Looks through the causes of an error, since drizzle wraps what a driver throws.
 * Its own message is of no use: it holds every parameter in clear text.
 */
export function databaseError(error: unknown): DatabaseErrorFields {
  for (let cause = error; cause instanceof Error; cause = causeOf(cause)) {
    const code = text(cause, "code");
    if (code)
      return { code, constraint: text(cause, "constraint") ?? text(cause, "constraint_name") };
  }
  return { code: undefined, constraint: undefined };
}

/** The SQLSTATE of a database error, or undefined. */
export function errorCode(error: unknown): string | undefined {
  return databaseError(error).code;
}

/**
 * True when the database itself answered: a SQLSTATE, and not of a class that says it is going away.
 * No SQLSTATE begins with E, and every error of the system does, `EPIPE` too.
 */
export function isStatementError(error: unknown): boolean {
  const code = errorCode(error);
  return code !== undefined && /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code) && !/^(08|53|57P)/.test(code);
}

/**
 * True when only this one thing went wrong: the database answered and refused it, or our own code did not
 * understand it. False when the database was not reached: then everything after it would fail as well.
 */
export function isOfOneItem(error: unknown): boolean {
  if (isStatementError(error)) return true;
  return !(error instanceof DrizzleQueryError) && errorCode(error) === undefined;
}

/**
 * True when Postgres refused a value: of a wrong form (class 22), against a constraint that the
 * statement did not expect (23), or too large to be kept (54). The same request is refused again.
 */
export function isInputError(error: unknown): boolean {
  return /^(22|23|54)[0-9A-Z]{3}$/.test(errorCode(error) ?? "");
}

/** The innermost cause. What wraps a database's error may hold the parameters: a person's data. */
export function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof Error && cause.cause) cause = cause.cause;
  return cause;
}

/** Neon's driver keeps the error of the system under a name of its own. */
function causeOf(error: Error): unknown {
  return ("sourceError" in error && error.sourceError) || error.cause;
}

function text(value: object, key: string): string | undefined {
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" && found !== "" ? found : undefined;
}
