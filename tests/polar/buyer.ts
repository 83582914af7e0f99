import { memberships } from "#drizzle/tables.ts";
import { checkoutAct } from "#lib/billing/selling/acts.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Act } from "#lib/forms/act.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { getReturn } from "#lib/polar/selling/return.ts";
import { getBilling } from "#lib/workspace/reads/billing.ts";
import { addTenant } from "../billing/tenant.ts";
import { formPost } from "../forms/post.ts";
import { appUrl, Visitor } from "../identity/visitor.ts";

/** Somebody who is signed in, with an organization and hands for the forms of its billing page. */
export async function buyer(
  db: DrizzleDatabase,
  { role = "owner", visitor }: { role?: Role; visitor?: Visitor } = {},
) {
  const browser = visitor ?? new Visitor();
  if (!visitor) await browser.signUp();
  const tenant = await addTenant(db, role, (await browser.whoAmI())?.id);
  const { slug, scope } = tenant;

  const post = async (
    act: Act<{ slug: string }>,
    fields: Record<string, string> = {},
    headers: Record<string, string> = { accept: "application/json" },
    of = slug,
  ) => {
    const all = new Headers(browser.headers);
    for (const [name, value] of Object.entries({ "sec-fetch-site": "same-origin", ...headers })) {
      all.set(name, value);
    }
    const init = { method: "POST", headers: all, body: new URLSearchParams(fields) };
    return formPost(act, { slug: of })(new Request(`${appUrl}/api/v1/`, init));
  };
  const locationOf = async (response: Response) => String((await response.json()).location);
  const comeBack = async (address: string) => {
    const response = await getReturn(new Request(address, { headers: browser.headers }), slug);
    return new URL(response.headers.get("location") ?? "", appUrl);
  };
  /** @returns where Polar sends the browser once it is paid. */
  const pay = async (checkoutUrl: string) => {
    const paid = await fetch(`${checkoutUrl}/confirm`, { method: "POST", redirect: "manual" });
    return paid.headers.get("location") ?? "";
  };
  /** Buys a plan or a pack, and comes back. */
  const buy = async (product: string) =>
    comeBack(await pay(await locationOf(await post(checkoutAct, { product }))));
  return {
    ...tenant,
    visitor: browser,
    post,
    locationOf,
    comeBack,
    pay,
    buy,
    /** Makes somebody else an owner too. */
    join: (userId: string) =>
      db.insert(memberships).values({ organizationId: tenant.id, userId, role: "owner" }),
    billing: () => getBilling(db, scope),
  };
}

export const codeOf = async (response: Response) => (await response.json()).code;
