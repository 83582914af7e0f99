import { wrongCurrentSubscriptions } from "#lib/billing/mend-current.ts";
import { endpoint } from "#lib/db/endpoints.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import type { Variables } from "./environment.ts";
import type { Finding } from "./finding.ts";

const check = "Current subscriptions";

/** Whether what is kept of each organization's subscriptions is right; to be asked once it is migrated. */
export async function checkCurrentSubscriptions(variables: Variables): Promise<Finding> {
  const { db, end } = tcpDatabase(endpoint("direct", variables));
  try {
    const { length } = await wrongCurrentSubscriptions(db);
    if (length === 0) return { check, status: "ok", message: "All of them are right." };
    const message = `${length} organization(s) have a current subscription that their events do not give.`;
    return { check, status: "problem", message, type: "npm run reconcile" };
  } finally {
    await end();
  }
}
