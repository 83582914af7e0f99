import { createPolar } from "@polar-sh/sdk/2026-10";
import * as z from "zod/mini";

/** Polar's own client. It does not try again by itself. */
export type PolarClient = ReturnType<typeof createPolar>;

const variables = z.object({
  POLAR_ACCESS_TOKEN: z.optional(z.string()),
  /** Which of Polar's two worlds. */
  POLAR_SERVER: z._default(z.enum(["production", "sandbox"]), "production"),
  /** Instead of both, such as the stand-in on this machine. */
  POLAR_API_URL: z.optional(z.url()),
});

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
    const name = parsed.error.issues[0]?.path.join(".");
    throw new Error(
      `${name} is wrong: POLAR_SERVER is production or sandbox, POLAR_API_URL a URL.`,
    );
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
