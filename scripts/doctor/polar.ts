import { createPolar } from "@polar-sh/sdk/2026-10";
import { localSecrets } from "#lib/env/environment.ts";
import { polarClient } from "#lib/polar/client.ts";
import { statusOf } from "#lib/webhooks/reconcile/call-provider.ts";
import type { Variables } from "./environment.ts";
import type { Finding } from "./finding.ts";

const check = "Polar";
type World = "production" | "sandbox";

/** How to ask one of Polar's worlds whether it knows a token, which look alike in both. */
export type Ask = (world: World, token: string) => Promise<number>;

/**
 * Whether Polar takes the access token. One of the other world is told from one that nobody knows.
 * Nothing is found without a token, and with a wrong address, which the environment's check tells.
 */
export async function checkPolar(variables: Variables, ask: Ask = askPolar): Promise<Finding[]> {
  const { POLAR_ACCESS_TOKEN: token, POLAR_API_URL: other } = variables;
  if (!token || token === localSecrets.POLAR_ACCESS_TOKEN) return [];
  const world = variables.POLAR_SERVER || "production";
  if (world !== "production" && world !== "sandbox") return [];
  const status = other ? await askElsewhere(variables) : await ask(world, token);
  // Without the scope of this question it still is a token.
  if ((status > 0 && status < 400) || status === 403) {
    return [{ check, status: "ok", message: `${other ?? world} accepts POLAR_ACCESS_TOKEN.` }];
  }
  if (status !== 401) {
    const message = `${other ?? world} could not check POLAR_ACCESS_TOKEN (${status || "no answer"}).`;
    return [{ check, status: "hint", message, type: "npm run doctor" }];
  }
  const opposite = world === "production" ? "sandbox" : "production";
  if (!other && (await ask(opposite, token)) !== 401) {
    const message = `POLAR_ACCESS_TOKEN belongs to Polar's ${opposite}, but POLAR_SERVER is ${world}. Set POLAR_SERVER=${opposite}, or use a token of ${world}.`;
    return [{ check, status: "problem", message, type: "$EDITOR .env.local" }];
  }
  const message = `${other ?? "Polar"} rejects POLAR_ACCESS_TOKEN: it is revoked, expired or incomplete.`;
  return [{ check, status: "problem", message, type: "$EDITOR .env.local" }];
}

const askPolar: Ask = (environment, accessToken) =>
  statusFrom(createPolar({ environment, accessToken, timeout: 10 }));

async function askElsewhere(variables: Variables): Promise<number> {
  try {
    const polar = polarClient(variables);
    return polar ? await statusFrom(polar) : 0;
  } catch {
    return 0;
  }
}

/** The status of the smallest answer, 0 when there is none. */
async function statusFrom(polar: ReturnType<typeof createPolar>): Promise<number> {
  try {
    await polar.products.list({ limit: 1 });
    return 200;
  } catch (error) {
    return statusOf(error) ?? 0;
  }
}
