import type { BetterAuthRateLimitOptions } from "better-auth";
import { isLocalHost } from "#lib/db/endpoints.ts";

type Rules = NonNullable<BetterAuthRateLimitOptions["customRules"]>;

const attemptsPerMinute = {
  "/sign-in/email": 5,
  "/sign-up/email": 5,
  "/request-password-reset": 3,
  "/send-verification-email": 3,
  "/change-password": 5,
  "/confirm-password": 5,
};

const loopback = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/**
 * How often one address may try what guesses, or costs us work or mail. An app that itself is on this
 * machine does not limit this machine: its developer signs in often, and its tests oftener.
 * @param url where people reach the app.
 */
export function limits(url: string): Rules {
  const isLocal = isLocalHost(new URL(url).hostname);
  const rules: Rules = { "/get-session": false };
  for (const [path, max] of Object.entries(attemptsPerMinute)) {
    rules[path] = (request) => {
      const address = request.headers.get("x-forwarded-for");
      return isLocal && address && loopback.has(address) ? false : { window: 60, max };
    };
  }
  return rules;
}
