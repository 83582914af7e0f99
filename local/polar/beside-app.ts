import { tcpDatabase } from "#lib/db/node.ts";
import { localSecrets } from "#lib/env/environment.ts";
import { recall } from "#local/polar/recall.ts";
import { startPolar } from "#local/polar/server.ts";

/**
 * A Polar beside an app that is tested as a whole, which knows what the app's database knows of it.
 * @param databaseUrl of the direct endpoint.
 */
export async function startPolarBesideApp(databaseUrl: string) {
  const polar = await startPolar({
    webhook: { url: "http://127.0.0.1:1/", secret: localSecrets.POLAR_WEBHOOK_SECRET },
    pace: 0.01,
  });
  const { db, end } = tcpDatabase(databaseUrl);
  await recall(db, polar.store).finally(end);
  return {
    env: { POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url },
    /** Has it send its webhooks to an app, which starts later because it needs Polar's address. */
    aim(appUrl: string): void {
      polar.store.endpoint.url = new URL("/api/webhooks/polar", appUrl).href;
    },
    close: polar.close,
  };
}
