import { createHash, timingSafeEqual } from "node:crypto";
import { getEnvironment } from "#lib/env/environment.ts";
import { bearerToken } from "#lib/http/authorization.ts";
import { problem } from "#lib/http/problem.ts";

/**
 * Whether a request comes from the cron: Vercel sends `Authorization: Bearer <CRON_SECRET>`.
 * @returns the refusal, or undefined when it does.
 */
export function refuseStranger(request: Request): Response | undefined {
  const secret = getEnvironment().CRON_SECRET;
  if (!secret) return problem(500, "no_secret", "CRON_SECRET is not set.");
  const given = bearerToken(request.headers) ?? "";
  if (timingSafeEqual(digest(given), digest(secret))) return undefined;
  const headers = { "www-authenticate": "Bearer" };
  return problem(401, "unauthenticated", "This is for the cron.", { headers });
}

/** Of equal length whatever was sent, as the comparison wants it. */
const digest = (text: string) => createHash("sha256").update(text).digest();
