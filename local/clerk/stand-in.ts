import { clerkLocalSecrets } from "#lib/env/clerk.ts";
import { localUrl, type StandInOfProvider } from "../stand-in/of-provider.ts";
import { clerkSecretKey, startClerk } from "./server.ts";

export const clerkStandIn: StandInOfProvider = {
  name: "Clerk",
  port: "clerk",
  secret: "CLERK_WEBHOOK_SIGNING_SECRET",
  start: ({ ports, webhookUrl }) =>
    startClerk({
      port: ports.clerk,
      webhook: { url: webhookUrl, secret: clerkLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET },
    }),
  environment(ports, chosen): Record<string, string> {
    if (chosen.CLERK_SECRET_KEY || chosen.AUTH_PROVIDER === "clerk") return {};
    return { CLERK_SECRET_KEY: clerkSecretKey, CLERK_API_URL: localUrl(ports.clerk) };
  },
};
