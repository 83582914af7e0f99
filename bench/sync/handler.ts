import { Webhook } from "svix";
import type { Database } from "#lib/db/database.ts";
import { recorders, replay } from "#lib/integrations/replay.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import type { Recorded } from "#lib/webhooks/inbox.ts";
import { receive } from "#lib/webhooks/receive.ts";
import type { LifecycleEvent } from "#local/lifecycle/event.ts";
import { naiveSubscription, naiveUser } from "#local/lifecycle/naive.ts";
import { headerPrefix, signText } from "#local/send.ts";

export const ways = ["penning", "naive"] as const;
export type Way = (typeof ways)[number];

const secrets = {
  clerk: allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET,
  polar: allLocalSecrets.POLAR_WEBHOOK_SECRET,
};

const naive = {
  clerk: naiveUser,
  polar: naiveSubscription,
};

const done: Recorded = {
  outcome: "applied",
  reason: null,
  notice: null,
  isAwaited: false,
  provides: [],
  entityId: null,
  organizationId: null,
};

/** Signs a delivery ahead of time, since that is the provider's work. */
export function signed({ provider, id, body }: LifecycleEvent): Request {
  const { headers } = signText(provider, body, secrets[provider], { id });
  return new Request(`http://localhost/api/webhooks/${provider}`, {
    method: "POST",
    headers,
    body,
  });
}

/** The whole handler, from the request to the answer, with the one way or the other at its heart. */
export async function handle(
  db: Database,
  way: Way,
  { provider, body }: LifecycleEvent,
  request: Request,
): Promise<number> {
  const naively = async (): Promise<Recorded> => {
    await naive[provider](db, JSON.parse(body));
    return done;
  };
  const answer = await receive(request, {
    replay,
    provider,
    headerPrefix: headerPrefix(provider),
    secrets: [secrets[provider]],
    async verify(text, headers, secret) {
      new Webhook(secret).verify(text, Object.fromEntries(headers));
    },
    database: async () => db,
    after: () => {},
    record: way === "naive" ? naively : recorders[provider],
  });
  return answer.status;
}
