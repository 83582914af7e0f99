import { Webhook } from "svix";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { httpDatabase } from "#lib/db/http.ts";
import { replay } from "#lib/integrations/replay.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { receive } from "#lib/webhooks/receive.ts";

// The receiver as an edge function: the same, with the database over HTTP.

interface Bindings {
  DATABASE_URL_READ: string;
  SECRETS: { clerk: string; polar: string };
}

const records = { clerk: recordClerkEvent, polar: recordPolarEvent };

export default {
  fetch(request: Request, { DATABASE_URL_READ, SECRETS }: Bindings): Promise<Response> {
    const provider = new URL(request.url).pathname.endsWith("/clerk") ? "clerk" : "polar";
    return receive(request, {
      replay,
      provider,
      headerPrefix: provider === "clerk" ? "svix" : "webhook",
      secrets: [SECRETS[provider]],
      // Both sign as Standard Webhooks say.
      async verify(body, headers, secret) {
        new Webhook(secret).verify(body, Object.fromEntries(headers));
      },
      database: async () => httpDatabase(DATABASE_URL_READ, { attempts: 1, timeout: 30_000 }),
      after: () => {},
      record: records[provider],
    });
  },
};
