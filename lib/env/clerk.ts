import * as z from "zod/mini";
import { apiUrl, secretList, text } from "./variable.ts";

const advice = 'Copy it from the page "API keys" of the Clerk dashboard.';

/** What signing people in with Clerk needs. */
export const clerkIdentity = z.object({
  AUTH_PROVIDER: z.literal("clerk"),
  CLERK_SECRET_KEY: text(advice),
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: text(advice),
  CLERK_JWT_KEY: text(`${advice} Sessions are verified with it without a network call.`),
});

/** Clerk's variables that every deployment may set, with either identity provider. */
export const clerkVariables = {
  CLERK_WEBHOOK_SIGNING_SECRET: secretList,
  /** Instead of Clerk's own, such as the stand-in on this machine. */
  CLERK_API_URL: apiUrl,
};

/** What a variable was called before; the new name wins. */
export const clerkFormerNames = { CLERK_WEBHOOK_SIGNING_SECRET: "CLERK_WEBHOOK_SECRET" };

export const clerkLocalSecrets = {
  CLERK_WEBHOOK_SIGNING_SECRET: "whsec_bG9jYWwtY2xlcmstd2ViaG9vay1zZWNyZXQtMDE=",
} as const;
