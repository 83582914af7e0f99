import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { recorders, replay } from "#lib/integrations/replay.ts";
import { polarSigning } from "#lib/polar/signing.ts";
import { receive } from "#lib/webhooks/receive.ts";
import type { LifecycleEvent } from "#local/lifecycle/event.ts";
import { signText } from "#local/send.ts";
import { subscriptions } from "../sync/polar.ts";
import { type Act, appUrl } from "./acts.ts";

/** What Polar tells of organizations. */
export async function polarDeliveries(db: DrizzleDatabase, organizationIds: string[]) {
  return (await subscriptions({ name: "bench", organizationIds }, db)).events;
}

/** Receiving one of these, from the request to the answer. */
export const polarActs = (
  connect: () => Promise<Database>,
  deliveries: LifecycleEvent[] = [],
): Record<string, Act> => ({
  "a delivery of Polar": {
    reset: sql`truncate webhook_events, subscriptions cascade`,
    ready(n) {
      const request = delivered(deliveries[n]);
      return () =>
        receive(request, {
          ...polarSigning(),
          provider: "polar",
          record: recorders.polar,
          replay,
          database: connect,
          after: () => {},
        });
    },
  },
});

function delivered(event: LifecycleEvent | undefined): Request {
  if (!event) throw new Error("There are fewer deliveries than calls");
  const { secrets } = polarSigning();
  const { headers } = signText("polar", event.body, secrets[0] ?? "", { id: event.id });
  const init = { method: "POST", headers, body: event.body };
  return new Request(`${appUrl}/api/webhooks/polar`, init);
}
