import { tcpDatabase } from "#lib/db/node.ts";
import { localSecrets } from "#lib/env/environment.ts";
import { type ClerkStandIn, clerkSecretKey, startClerk } from "./clerk/server.ts";
import { recall } from "./polar/recall.ts";
import { type PolarStandIn, startPolar } from "./polar/server.ts";
import type { LocalPorts } from "./ports.ts";

export interface StandIns {
  polar: PolarStandIn;
  clerk: ClerkStandIn;
  stop(): Promise<void>;
}

/**
 * Starts the stand-ins for Polar and Clerk, which send their webhooks to the app. Polar's begins with
 * what the app's database knows of it.
 * @throws when a port is taken; what has started is stopped first.
 */
export async function startStandIns(
  ports: Pick<LocalPorts, "polar" | "clerk">,
  appUrl: string,
  databaseUrl: string,
): Promise<StandIns> {
  const target = (provider: "polar" | "clerk", secret: string) => ({
    url: new URL(`/api/webhooks/${provider}`, appUrl).href,
    secret,
  });
  const polar = await startPolar({
    port: ports.polar,
    webhook: target("polar", localSecrets.POLAR_WEBHOOK_SECRET),
  });
  // As in the field, so that nobody builds on order.
  polar.deliveries.setDisorder({ shuffle: true, duplicate: 0.3, twins: 0.3, delay: 200 });
  const { db, end } = tcpDatabase(databaseUrl);
  try {
    await recall(db, polar.store);
    const clerk = await startClerk({
      port: ports.clerk,
      webhook: target("clerk", localSecrets.CLERK_WEBHOOK_SIGNING_SECRET),
    });
    return {
      polar,
      clerk,
      async stop() {
        await Promise.all([polar.close(), clerk.close()]);
      },
    };
  } catch (error) {
    await polar.close();
    throw error;
  } finally {
    await end();
  }
}

/**
 * What leads to the stand-ins, but for a provider to which a developer has a key of their own: that
 * one they mean.
 */
export function standInEnvironment(
  ports: Pick<LocalPorts, "polar" | "clerk">,
  chosen: Record<string, string | undefined>,
): Record<string, string> {
  const url = (port: number) => `http://127.0.0.1:${port}`;
  const isClerkChosen = chosen.CLERK_SECRET_KEY || chosen.AUTH_PROVIDER === "clerk";
  return {
    ...(!chosen.POLAR_ACCESS_TOKEN && {
      POLAR_ACCESS_TOKEN: localSecrets.POLAR_ACCESS_TOKEN,
      POLAR_API_URL: url(ports.polar),
    }),
    ...(!isClerkChosen && { CLERK_SECRET_KEY: clerkSecretKey, CLERK_API_URL: url(ports.clerk) }),
  };
}
