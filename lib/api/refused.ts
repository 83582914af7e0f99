import type { ProblemCode } from "./problems.ts";

/** A request that is refused before it is admitted, or by its act. */
export class RefusedError extends Error {
  override name = "RefusedError";
  readonly code: ProblemCode;
  /** What is wrong with single fields: a sentence for each. */
  readonly errors: Record<string, string> | undefined;
  constructor(code: ProblemCode, errors?: Record<string, string>) {
    super(code);
    this.code = code;
    this.errors = errors;
  }
}
