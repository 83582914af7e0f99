import type { BetterAuthRateLimitOptions } from "better-auth";
import { isLocalHost } from "#lib/db/endpoints.ts";
import { isLoopback } from "#lib/http/address.ts";
import { addressHeader } from "./address-header.ts";

type Rules = NonNullable<BetterAuthRateLimitOptions["customRules"]>;

const attemptsPerMinute = {
  "/sign-in/email": 5,
  "/sign-up/email": 5,
  "/request-password-reset": 3,
  "/send-verification-email": 3,
  "/change-password": 5,
  "/confirm-password": 5,
};

/**
 * How often one address may try what guesses, or costs us work or mail. An app that itself is on this
 * machine does not limit this machine: its developer signs in often, and its tests oftener.
 * @param url where people reach the app.
 */
export function limits(url: string): Rules {
  const isLocal = isLocalHost(new URL(url).hostname);
  const rules: Rules = { "/get-session": false };
  for (const [path, max] of Object.entries(attemptsPerMinute)) {
    rules[path] = ({ headers }) =>
      isLocal && isLoopback(headers.get(addressHeader)) ? false : { window: 60, max };
  }
  return rules;
}
