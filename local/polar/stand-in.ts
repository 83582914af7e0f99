import { tcpDatabase } from "#lib/db/node.ts";
import { polarLocalSecrets } from "#lib/env/polar.ts";
import { localUrl, type StandInOfProvider } from "../stand-in/of-provider.ts";
import { recall } from "./recall.ts";
import { startPolar } from "./server.ts";

/** It begins with what the app's database knows of Polar. */
export const polarStandIn: StandInOfProvider = {
  name: "Polar",
  port: "polar",
  secret: "POLAR_WEBHOOK_SECRET",
  async start({ ports, webhookUrl, databaseUrl }) {
    const polar = await startPolar({
      port: ports.polar,
      webhook: { url: webhookUrl, secret: polarLocalSecrets.POLAR_WEBHOOK_SECRET },
    });
    // As in the field, so that nobody builds on order.
    polar.deliveries.setDisorder({ shuffle: true, duplicate: 0.3, twins: 0.3, delay: 200 });
    const { db, end } = tcpDatabase(databaseUrl);
    try {
      await recall(db, polar.store);
      return polar;
    } catch (error) {
      await polar.close();
      throw error;
    } finally {
      await end();
    }
  },
  environment(ports, chosen): Record<string, string> {
    if (chosen.POLAR_ACCESS_TOKEN) return {};
    const { POLAR_ACCESS_TOKEN } = polarLocalSecrets;
    return { POLAR_ACCESS_TOKEN, POLAR_API_URL: localUrl(ports.polar) };
  },
};
