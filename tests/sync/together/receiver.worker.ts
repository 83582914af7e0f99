import { Webhook } from "svix";
import { httpDatabase } from "#lib/db/http.ts";
import { recorders, replay } from "#lib/integrations/replay.ts";
import { receive } from "#lib/webhooks/receive.ts";

// The receiver as an edge function: the same, with the database over HTTP.

interface Bindings {
  DATABASE_URL_READ: string;
  SECRETS: Record<string, string>;
}

// Svix, which sends for Clerk, has a name of its own for the headers.
const headerPrefixes: Record<string, "svix"> = { clerk: "svix" };

export default {
  async fetch(request: Request, { DATABASE_URL_READ, SECRETS }: Bindings): Promise<Response> {
    const { pathname } = new URL(request.url);
    const provider = pathname.slice(pathname.lastIndexOf("/") + 1);
    const [record, secret] = [recorders[provider], SECRETS[provider]];
    if (!record || !secret) return new Response(null, { status: 404 });
    return receive(request, {
      replay,
      provider,
      headerPrefix: headerPrefixes[provider] ?? "webhook",
      secrets: [secret],
      // Both sign as Standard Webhooks say.
      async verify(body, headers, ours) {
        new Webhook(ours).verify(body, Object.fromEntries(headers));
      },
      database: async () => httpDatabase(DATABASE_URL_READ, { attempts: 1, timeout: 30_000 }),
      after: () => {},
      record,
    });
  },
};
