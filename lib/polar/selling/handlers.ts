import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import type { Form } from "#lib/forms/form.ts";
import { formHandler } from "#lib/forms/handler.ts";
import type { Notice } from "#lib/forms/notices.ts";
import { requestOrigin } from "#lib/http/origin.ts";
import { findWriter } from "#lib/identity/writer.ts";
import type { AuditAction } from "#lib/organizations/audit.ts";
import { polarClient } from "#lib/polar/client.ts";
import { changePlan, openCheckout, openPortal, type Selling, setEnding } from "./acts.ts";
import { PolarRefusal } from "./ask.ts";
import { recordBilling } from "./audit.ts";
import { cancelForm, changePlanForm, checkoutForm, portalForm, resumeForm } from "./forms.ts";
import { refuse, type SellingCode } from "./refusals.ts";
import { getSale } from "./sale.ts";

interface Act<Input> {
  run(
    selling: Selling,
    input: Input,
  ): Promise<{ to: string; notice?: Notice } | { refused: SellingCode }>;
  notice?: Notice;
  /** What the audit trail calls it, and what is worth knowing of it. */
  action: AuditAction;
  details?(input: Input, sale: Selling["sale"]): object;
}

/** The handler of a form of billing: for owners, with Polar's client at hand. */
const handler = <Input>(slug: string, form: Form<Input>, act: Act<Input>) =>
  formHandler(form, async (input, request) => {
    const db = await writeDatabase();
    const user = await findWriter(request, db);
    if ("code" in user) return user;
    const scope = { userId: user.id, slug };
    const sale = await getSale(db, scope);
    if (typeof sale === "string") return refuse(sale);
    const polar = polarClient();
    if (!polar) return refuse("not_selling");
    try {
      const { APP_URL: appUrl } = getEnvironment();
      const answer = await act.run({ db, polar, appUrl, sale }, input);
      if ("refused" in answer) return refuse(answer.refused);
      const actor = { ...scope, ...requestOrigin(request) };
      await recordBilling(db, actor, { action: act.action, details: act.details?.(input, sale) });
      const notice = answer.notice ?? act.notice;
      return { to: answer.to, ...(notice && { notice }) };
    } catch (error) {
      if (error instanceof PolarRefusal) return refuse(error.code);
      throw error;
    }
  });

export const postCheckout = (slug: string) =>
  handler(slug, checkoutForm(slug), {
    run: (selling, { product }) => openCheckout(selling, product),
    action: "billing.checkout_opened",
    details: ({ product }) => ({ name: product }),
  });

export const postPlan = (slug: string) =>
  handler(slug, changePlanForm(slug), {
    run: (selling, { plan }) => changePlan(selling, plan),
    action: "billing.plan_changed",
    details: ({ plan }, { live }) => ({ from: live?.plan, to: plan }),
  });

export const postCancel = (slug: string) =>
  handler(slug, cancelForm(slug), {
    run: (selling) => setEnding(selling, true),
    notice: "subscription_canceled",
    action: "billing.canceled",
  });

export const postResume = (slug: string) =>
  handler(slug, resumeForm(slug), {
    run: (selling) => setEnding(selling, false),
    notice: "subscription_resumed",
    action: "billing.resumed",
  });

export const postPortal = (slug: string) =>
  handler(slug, portalForm(slug), { run: openPortal, action: "billing.portal_opened" });
