import type { Metadata } from "next";
import { portalAct } from "#lib/billing/selling/acts.ts";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getBilling } from "#lib/workspace/reads/billing.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { CurrentPlan } from "./current-plan.tsx";
import { DuplicateSubscriptions } from "./duplicate-subscriptions.tsx";
import { Invoices } from "./invoices.tsx";
import { Packs } from "./packs.tsx";
import { Pending, pendingPayment } from "./pending.tsx";
import { Plans } from "./plans.tsx";
import { isSelling } from "./selling.ts";

export const metadata: Metadata = { title: "Billing" };

export default workspacePage({
  route: "/o/[slug]/settings/billing",
  current: "/settings/billing",
  read: getBilling,
  render(billing, { slug, query }) {
    const pending = pendingPayment(query);
    const portal = formOf(portalAct, { slug });
    const canManage = billing.live.length > 0 || billing.orders.length > 0;
    return (
      <>
        <PageHeader
          title="Billing"
          description={`${isSelling(billing) ? "Manage the plan, credits and invoices." : "The plan and its credits."} Only owners see this page.`}
          actions={
            canManage && (
              <Form
                action={portal.action}
                submit="Billing portal"
                pending="Opening…"
                look="secondary"
                message={formState(portal, query).message}
              />
            )
          }
        />
        <div className="grid gap-8">
          <div className="grid gap-4">
            {billing.live.length > 1 && <DuplicateSubscriptions slug={slug} live={billing.live} />}
            {pending ? (
              <Pending slug={slug} payment={pending} />
            ) : (
              <CurrentPlan slug={slug} billing={billing} query={query} />
            )}
          </div>
          <Plans slug={slug} billing={billing} query={query} />
          <Packs slug={slug} billing={billing} query={query} />
          {(isSelling(billing) || canManage) && <Invoices slug={slug} orders={billing.orders} />}
        </div>
      </>
    );
  },
});
