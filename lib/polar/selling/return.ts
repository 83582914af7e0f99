import * as z from "zod/mini";
import { findUser } from "#identity/session.ts";
import { billingPath } from "#lib/billing/selling/paths.ts";
import { sellingMessages } from "#lib/billing/selling/refusals.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { seeOther } from "#lib/forms/answer.ts";
import { withNotice } from "#lib/forms/notices.ts";
import { commonRefusals } from "#lib/forms/refusals.ts";
import { failed } from "#lib/http/failure.ts";
import { withQuery } from "#lib/http/next.ts";
import { problem } from "#lib/http/problem.ts";
import { polarClient } from "#lib/polar/client.ts";
import { applyCustomerState, applyOrders } from "./apply-answer.ts";
import { callPolar, PolarRefusal } from "./call-polar.ts";
import { getSale } from "./get-sale.ts";
import { purchaserOf } from "./own.ts";

/** How often the page asks again by itself whether a payment has come through. */
const attempts = 10;

/** What Polar and the page itself add to the address. */
export const returnQuery = z.object({
  checkout: z.guid(),
  attempt: z.catch(z.coerce.number().check(z.gte(1), z.lte(attempts)), 1),
});

/**
 * Where a browser comes back to from a checkout. Polar is asked once how things stand, so that the
 * page does not depend on webhooks which may take their time: after a payment it never says "free".
 * While Polar itself is still at it, or silent, the page says so and comes here again.
 */
export async function getReturn(request: Request, slug: string): Promise<Response> {
  try {
    return await comeBack(request, slug);
  } catch (error) {
    return failed("return_failed", error);
  }
}

async function comeBack(request: Request, slug: string): Promise<Response> {
  const db = await writeDatabase();
  const user = await findUser(request.headers, db);
  const url = new URL(request.url);
  const page = billingPath(slug);
  if (!user) return seeOther(withQuery("/sign-in", { next: `${url.pathname}${url.search}` }));
  const sale = await getSale(db, { userId: user.id, slug });
  if (typeof sale === "string") {
    return problem(commonRefusals[sale].status, sale, sellingMessages[sale]);
  }
  const asked = returnQuery.safeParse(Object.fromEntries(url.searchParams));
  const polar = polarClient();
  if (!asked.success || !polar) return seeOther(page);
  const { checkout: id, attempt } = asked.data;
  try {
    const checkout = await callPolar(() => polar.checkouts.get(id));
    // Somebody else's checkout tells nothing of this organization.
    if (purchaserOf(checkout) !== sale.organizationId) return seeOther(page);
    if (checkout.status === "expired") return seeOther(withNotice(page, "checkout_expired"));
    if (checkout.status === "failed") return seeOther(withNotice(page, "payment_failed"));
    const orders = await callPolar(() => applyOrders(db, polar, id));
    await callPolar(() => applyCustomerState(db, polar, sale.organizationId));
    if (checkout.status === "succeeded" && orders > 0) {
      return seeOther(withNotice(page, "payment_received"));
    }
    if (checkout.status === "open") return seeOther(page);
  } catch (error) {
    if (!(error instanceof PolarRefusal)) throw error;
    if (error.code === "payments_refused") return seeOther(page);
  }
  return seeOther(withQuery(page, { pending: id, attempt: String(attempt) }));
}
