import type { SellingCode } from "#lib/billing/selling/refusals.ts";
import { reportFailure } from "#lib/log/report.ts";
import { statusOf } from "#lib/webhooks/reconcile/call-provider.ts";

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
 * @throws PolarRefusal: `payments_unavailable` when it is unreachable, busy or unwell, else `payments_refused`.
 */
export async function callPolar<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const status = statusOf(error);
    // Its errors of no answer and of 5xx have no status.
    const isSilent =
      /^Polar(Network|Server)Error$/.test(error.name) || status === 429 || Number(status) >= 500;
    if (!isSilent && status === undefined) throw error;
    if (isSilent) reportFailure("payments_unavailable", error, { status });
    throw new PolarRefusal(isSilent ? "payments_unavailable" : "payments_refused", error);
  }
}
