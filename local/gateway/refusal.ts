import pg from "pg";

/** A request that the gateway answers with a status other than 200. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: number;

  /** @param status HTTP status; the driver reads the fields of an error only from a 400. */
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Neon's answer to a wrong password, an unknown role and an unknown endpoint alike. */
export function passwordRefused(user: string): Refusal {
  return new Refusal(400, `password authentication failed for user '${user}'`);
}

/** The HTTP status for `error`: 400 for errors that Postgres reports, 500 for all others. */
export function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  return error instanceof pg.DatabaseError ? 400 : 500;
}

/**
 * The body of an error answer. Every key is always there, as Neon sends it: null where the
 * database said nothing, and an empty `code` and `severity` where no database spoke.
 */
export function errorBody(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  const told = databaseError(error);
  return {
    message: told?.message ?? message,
    code: told?.code ?? "",
    detail: told?.detail ?? null,
    hint: told?.hint ?? null,
    position: told?.position ?? null,
    internalPosition: told?.internalPosition ?? null,
    internalQuery: told?.internalQuery ?? null,
    severity: told?.severity ?? "",
    where: told?.where ?? null,
    table: told?.table ?? null,
    column: told?.column ?? null,
    schema: told?.schema ?? null,
    dataType: told?.dataType ?? null,
    constraint: told?.constraint ?? null,
    file: told?.file ?? null,
    line: told?.line ?? null,
    routine: told?.routine ?? null,
  };
}

function databaseError(error: unknown): pg.DatabaseError | undefined {
  if (error instanceof pg.DatabaseError) return error;
  if (error instanceof Refusal && error.cause instanceof pg.DatabaseError) return error.cause;
}
