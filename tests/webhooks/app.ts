import { once } from "node:events";
import { createServer } from "node:http";
import type { Database } from "#lib/db/database.ts";
import { recorders } from "#lib/integrations/replay.ts";
import { parseEnvelope } from "#lib/webhooks/envelope.ts";

/** The app's receivers, whose webhooks can be lost or refused. Signatures are tested elsewhere. */
export async function startApp(db: Database) {
  let isLosing = false;
  let refusals = 0;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const provider = (request.url ?? "").slice(1);
    if (refusals > 0) {
      refusals--;
      response.writeHead(503).end();
      return;
    }
    const envelope = parseEnvelope(body);
    if (envelope && !isLosing) {
      const id = String(request.headers["webhook-id"] ?? request.headers["svix-id"]);
      const delivery = { provider, id, type: envelope.type, body } as const;
      await recorders[provider]?.(db, delivery, envelope);
    }
    response.writeHead(200).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return {
    url: (provider: string) => `http://127.0.0.1:${address.port}/${provider}`,
    /** From now on webhooks are answered 200 and forgotten. */
    lose(next = true) {
      isLosing = next;
    },
    /** So many webhooks are answered 503. */
    refuse(times: number) {
      refusals = times;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
