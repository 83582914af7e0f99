import { afterEach, beforeEach, vi } from "vitest";
import type { ProviderName } from "#lib/integrations/names.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { signText } from "#local/send.ts";

const routes = {
  clerk: () => import("../../../app/api/webhooks/clerk/route.ts"),
  polar: () => import("../../../app/api/webhooks/polar/route.ts"),
};

export const secrets = {
  clerk: allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET,
  polar: allLocalSecrets.POLAR_WEBHOOK_SECRET,
};

/** What the receivers logged in the running test, a line for each delivery. */
export const logged: string[] = [];

/** Lets the receivers of the running test file find these addresses and the local secrets. */
export function receiveInto(endpoints: () => { pooled: string; read: string }): void {
  beforeEach(() => {
    const { pooled, read } = endpoints();
    vi.stubEnv("DATABASE_URL", pooled);
    vi.stubEnv("DATABASE_URL_READ", read);
    for (const [name, value] of Object.entries(allLocalSecrets)) vi.stubEnv(name, value);
    logged.length = 0;
    vi.spyOn(console, "log").mockImplementation((line) => logged.push(String(line)));
    for (const level of ["warn", "error"] as const) {
      vi.spyOn(console, level).mockImplementation(() => {});
    }
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
}

/** Sends a request to the receiver as it is deployed. */
export async function request(provider: ProviderName, init: RequestInit): Promise<Response> {
  const { POST } = await routes[provider]();
  return POST(
    new Request(`http://localhost/api/webhooks/${provider}`, { method: "POST", ...init }),
  );
}

/** Sends a signed body. */
export function send(provider: ProviderName, body: string, id?: string): Promise<Response> {
  return request(provider, signText(provider, body, secrets[provider], id ? { id } : {}));
}
