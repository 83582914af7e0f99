import { createPolar } from "@polar-sh/sdk/2026-10";
import * as z from "zod/mini";
import { polarAccess } from "#lib/env/polar.ts";

/** Polar's own client. It does not try again by itself. */
export type PolarClient = ReturnType<typeof createPolar>;

const variables = z.object(polarAccess);

/**
 * Polar's API as the environment says.
 * @returns undefined when there is no access token: then this app does not sell through Polar.
 * @throws Error naming the variable when one is wrong.
 */
export function polarClient(
  environment: Record<string, string | undefined> = process.env,
): PolarClient | undefined {
  const filled = Object.entries(environment).filter(([, value]) => value);
  const parsed = variables.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue?.path.join(".")} ${issue?.message}`);
  }
  const { POLAR_ACCESS_TOKEN, POLAR_SERVER, POLAR_API_URL } = parsed.data;
  if (!POLAR_ACCESS_TOKEN) return undefined;
  return createPolar({
    accessToken: POLAR_ACCESS_TOKEN,
    environment: POLAR_SERVER,
    baseUrl: POLAR_API_URL,
    timeout: 10,
  });
}
