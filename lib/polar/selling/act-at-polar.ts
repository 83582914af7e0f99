import {
  cancelAct,
  changePlanAct,
  checkoutAct,
  portalAct,
  resumeAct,
} from "#lib/billing/selling/acts.ts";
import { type SellingCode, sellingRefusals } from "#lib/billing/selling/refusals.ts";
import type { Act } from "#lib/forms/act.ts";
import type { Notice } from "#lib/forms/notices.ts";
import type { AuditAction } from "#lib/organizations/audit.ts";
import { type Implementation, implement } from "#lib/organizations/implement.ts";
import { polarClient } from "#lib/polar/client.ts";
import { recordBilling } from "./audit.ts";
import { PolarRefusal } from "./call-polar.ts";
import { getSale } from "./get-sale.ts";
import { changePlan, openCheckout, openPortal, type Selling, setEnding } from "./sell.ts";

/** What came of an act of billing. */
export interface Sold {
  outcome: "done" | "not_found" | "forbidden" | SellingCode;
  /** Where it leads. */
  to: string;
  notice?: Notice;
}

interface Selling_<Input> {
  run(
    selling: Selling,
    input: Input,
  ): Promise<{ to: string; notice?: Notice } | { refused: SellingCode }>;
  /** What the audit trail calls it, and what is worth knowing of it. */
  action: AuditAction;
  details?(input: Input, sale: Selling["sale"]): object;
}

const isCode = (code: string): code is SellingCode => Object.hasOwn(sellingRefusals, code);
const codes = Object.keys(sellingRefusals).filter(isCode);

/** An act of billing: for owners, with Polar's client at hand. */
function selling<Input>(
  act: Act<{ slug: string }, Input, { least: string; scope: null }>,
  { run, action, details }: Selling_<Input>,
): Implementation<{ slug: string }, Input, Sold> {
  const refused = (outcome: Sold["outcome"]): Sold => ({ outcome, to: "" });
  return implement(act, {
    refusals: codes,
    async run({ db, actor: { isAdmitted, ...person }, input, appUrl }) {
      const sale = await getSale(db, person);
      if (typeof sale === "string") return refused(sale);
      const polar = polarClient();
      if (!polar) return refused("not_selling");
      try {
        const answer = await run({ db, polar, appUrl, sale }, input);
        if ("refused" in answer) return refused(answer.refused);
        await recordBilling(db, person, { action, details: details?.(input, sale) });
        return { outcome: "done", ...answer };
      } catch (error) {
        if (error instanceof PolarRefusal) return refused(error.code);
        throw error;
      }
    },
  });
}

export const checkout = selling(checkoutAct, {
  run: (at, { product }) => openCheckout(at, product),
  action: "billing.checkout_opened",
  details: ({ product }) => ({ name: product }),
});

export const planChange = selling(changePlanAct, {
  run: (at, { plan }) => changePlan(at, plan),
  action: "billing.plan_changed",
  details: ({ plan }, { live }) => ({ from: live?.plan, to: plan }),
});

export const cancellation = selling(cancelAct, {
  run: (at) => setEnding(at, true),
  action: "billing.canceled",
});

export const resumption = selling(resumeAct, {
  run: (at) => setEnding(at, false),
  action: "billing.resumed",
});

export const portal = selling(portalAct, { run: openPortal, action: "billing.portal_opened" });
