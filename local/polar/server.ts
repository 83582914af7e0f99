import { localSecrets } from "#lib/env/environment.ts";
import { type Refusal, startServer } from "#local/stand-in/server.ts";
import { invalid, notFound, unauthorized } from "./answers.ts";
import { apiRoutes, type Polar } from "./api.ts";
import { controlRoutes } from "./control.ts";
import { createDeliveries } from "./deliveries.ts";
import { createLifecycle } from "./lifecycle.ts";
import { createStore, type WebhookTarget } from "./store.ts";

export interface PolarStandInOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  webhook: WebhookTarget;
  /** By which the time between attempts of a delivery is multiplied: 0.001 for tests. */
  pace?: number;
}

/** Polar on this machine: what its SDK calls, and the webhooks that it sends. */
export interface PolarStandIn extends Omit<Polar, "baseUrl"> {
  port: number;
  /** For the SDK's `baseUrl`. */
  url: string;
  token: string;
  /** How many requests the API has had. */
  requests(): number;
  /** Refuses the next requests, whatever they ask. */
  refuse(refusal: Refusal): void;
  close(): Promise<void>;
}

/**
 * Starts the stand-in, which forgets everything when it ends. `/v1` is Polar's API, `/control` is what
 * people and time do at Polar (control.ts), `/checkout` is where a browser pays.
 * @throws when the port is taken.
 */
export async function startPolar(options: PolarStandInOptions): Promise<PolarStandIn> {
  const { port = 0, webhook, pace = 1 } = options;
  const store = createStore(webhook);
  const deliveries = createDeliveries(store, pace);
  const lifecycle = createLifecycle(store, deliveries.send);
  const parts = { store, lifecycle, deliveries };
  const polar: Polar = { ...parts, baseUrl: () => server.url };
  const server = await startServer({
    port,
    routes: { ...apiRoutes(polar), ...controlRoutes(polar, (refusal) => server.refuse(refusal)) },
    isApi: (path) => path.startsWith("/v1/"),
    token: localSecrets.POLAR_ACCESS_TOKEN,
    unauthorized,
    notFound,
    unreadable: invalid("body", "", "JSON decode error"),
  });
  return {
    ...parts,
    port: server.port,
    url: server.url,
    token: localSecrets.POLAR_ACCESS_TOKEN,
    requests: server.requests,
    refuse: server.refuse,
    async close() {
      await deliveries.close();
      await server.close();
    },
  };
}
