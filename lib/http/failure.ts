import { isInputError } from "#lib/db/errors.ts";
import { reportFailure } from "#lib/log/report.ts";
import { problem } from "./problem.ts";

/**
 * What to answer when an act threw, which is reported: 422 when the database refused a value, because
 * it would refuse it again; else 503, since it may go better in a moment.
 */
export function failureOf(event: string, error: unknown, details?: object) {
  reportFailure(event, error, details);
  return isInputError(error)
    ? ({ status: 422, code: "invalid_input" } as const)
    : ({ status: 503, code: "unavailable" } as const);
}

const titles = {
  invalid_input: "Something in this request cannot be used.",
  unavailable: "The database cannot be reached. Try again in a moment.",
};

/** The same as the answer of a route. */
export function failed(event: string, error: unknown): Response {
  const { status, code } = failureOf(event, error);
  return problem(status, code, titles[code]);
}
