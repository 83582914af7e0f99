import { Webhook } from "svix";
import { httpDatabase } from "#lib/db/http.ts";
import { coreProviders, type ProviderName } from "#lib/integrations/names.ts";
import { recorders, replay } from "#lib/integrations/replay.ts";
import { receive } from "#lib/webhooks/receive.ts";

// The receiver as an edge function: the same, with the database over HTTP.

interface Bindings {
  DATABASE_URL_READ: string;
  SECRETS: Record<ProviderName, string>;
}

// Svix, which sends for Clerk, has a name of its own for the headers.
const headerPrefixes: Record<string, "svix"> = { clerk: "svix" };

export default {
  fetch(request: Request, { DATABASE_URL_READ, SECRETS }: Bindings): Promise<Response> {
    const { pathname } = new URL(request.url);
    const provider = coreProviders.find((name) => pathname.endsWith(`/${name}`)) ?? "polar";
    return receive(request, {
      replay,
      provider,
      headerPrefix: headerPrefixes[provider] ?? "webhook",
      secrets: [SECRETS[provider]],
      // Both sign as Standard Webhooks say.
      async verify(body, headers, secret) {
        new Webhook(secret).verify(body, Object.fromEntries(headers));
      },
      database: async () => httpDatabase(DATABASE_URL_READ, { attempts: 1, timeout: 30_000 }),
      after: () => {},
      record: recorders[provider],
    });
  },
};
