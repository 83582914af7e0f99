import type { Admission } from "./admission.ts";
import type { ProblemCode } from "./problems.ts";

/** Why a request is refused. */
export interface Refusal {
  code: ProblemCode;
  /** What is wrong with single fields: a code for each. */
  fields?: Record<string, string> | undefined;
  /** Seconds after which it may be sent again. */
  retryAfter?: number | undefined;
  /** What else a program can go by. */
  members?: object | undefined;
}

/** A request that is refused before it is admitted, or by its act. */
export class RefusedError extends Error {
  override name = "RefusedError";
  readonly refusal: Refusal;
  constructor(code: ProblemCode, more: Omit<Refusal, "code"> = {}) {
    super(code);
    this.refusal = { code, ...more };
  }
}

/** Why a request was not admitted, and how its caller stands. */
export function whyTurnedAway({ isKnown, isEnough, isWithin, isSame }: Admission): Refusal {
  if (!isWithin) return { code: "rate_limited" };
  if (!isKnown) return { code: "unknown_key" };
  if (!isEnough) return { code: "insufficient_scope" };
  if (isSame === false) return { code: "idempotency_key_reused" };
  return { code: "request_in_flight", retryAfter: 1 };
}
