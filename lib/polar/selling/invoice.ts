import { findUser } from "#identity/session.ts";
import { orders } from "#lib/billing/schema.ts";
import { portalAct } from "#lib/billing/selling/acts.ts";
import { billingPath } from "#lib/billing/selling/paths.ts";
import type { SellingCode } from "#lib/billing/selling/refusals.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { sql } from "#lib/db/sql.ts";
import { formOf } from "#lib/forms/act.ts";
import { seeOther } from "#lib/forms/answer.ts";
import { failed } from "#lib/http/failure.ts";
import { withQuery } from "#lib/http/next.ts";
import type { Person, Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { scoped } from "#lib/organizations/scope.ts";
import { polarClient } from "#lib/polar/client.ts";
import { isId } from "#lib/text/storable.ts";
import { callPolar, PolarRefusal } from "./call-polar.ts";

/** Leads an owner to the invoice of an order, which Polar writes when it is asked for the first time. */
export async function getInvoice(request: Request, slug: string, id: string): Promise<Response> {
  try {
    return await toInvoice(request, slug, id);
  } catch (error) {
    return failed("invoice_failed", error);
  }
}

async function toInvoice(request: Request, slug: string, id: string): Promise<Response> {
  const db = await writeDatabase();
  const user = await findUser(request.headers, db);
  if (!user) return seeOther(withQuery("/sign-in", { next: billingPath(slug) }));
  const refused = (error: SellingCode | "not_found") =>
    seeOther(withQuery(billingPath(slug), { form: formOf(portalAct, { slug }).action, error }));
  const orderId = isId(id) ? await findOrder(db, { userId: user.id, slug }, id) : undefined;
  if (!orderId) return refused("not_found");
  const polar = polarClient();
  if (!polar) return refused("not_selling");
  try {
    const { url } = await callPolar(() => polar.orders.invoice(orderId));
    return seeOther(url);
  } catch (error) {
    if (!(error instanceof PolarRefusal)) throw error;
    if (error.code === "payments_unavailable") return refused(error.code);
  }
  try {
    await callPolar(() => polar.orders.generateInvoice(orderId));
    const { url } = await callPolar(() => polar.orders.invoice(orderId));
    return seeOther(url);
  } catch (error) {
    if (!(error instanceof PolarRefusal)) throw error;
    return refused(error.code === "payments_unavailable" ? error.code : "no_invoice");
  }
}

/** Polar's id of an order, for an owner of the organization that placed it. */
export async function findOrder(
  db: Database,
  scope: Scope<Person>,
  id: string,
): Promise<string | undefined> {
  const statement = sql`
    with scope as (select ${organizations.id} as organization_id from ${scoped(scope, permissions["billing.read"].least)})
    select polar_order_id as id from ${orders}
    where id = ${id}::uuid and organization_id = (select organization_id from scope)`;
  const [found] = await rows(db, statement, (row) => String(row.id));
  return found;
}
