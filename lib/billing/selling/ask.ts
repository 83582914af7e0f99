import { reportFailure } from "#lib/forms/report.ts";
import { statusOf } from "#lib/webhooks/reconcile/pace.ts";
import type { SellingCode } from "./refusals.ts";

/** Polar did not do what it was asked. */
export class PolarRefusal extends Error {
  override name = "PolarRefusal";
  readonly code: SellingCode;
  readonly status: number | undefined;
  constructor(code: SellingCode, cause: Error) {
    super(code, { cause });
    this.code = code;
    this.status = statusOf(cause);
  }
}

/**
 * Calls Polar on behalf of somebody who waits.
 * @throws PolarRefusal: `polar_silent` when it is unreachable, busy or unwell, else `polar_refused`.
 */
export async function ask<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || !/^Polar|Error$/.test(error.name)) throw error;
    const status = statusOf(error);
    if (status === undefined && !/^Polar(Network|Server)Error$/.test(error.name)) throw error;
    const isPassing = status === undefined || status === 429 || status >= 500;
    if (!isPassing || status === undefined) reportFailure("polar_failed", error, { status });
    throw new PolarRefusal(isPassing ? "polar_silent" : "polar_refused", error);
  }
}
