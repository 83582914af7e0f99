import { signEvent } from "#local/send.ts";
import { type Refusal, startServer } from "#local/stand-in/server.ts";
import { apiRoutes, notFound, unauthorized, unreadable } from "./api.ts";
import { controlRoutes } from "./control.ts";
import { type ClerkLifecycle, createLifecycle } from "./lifecycle.ts";
import { type ClerkStore, createStore } from "./store.ts";

/** The secret key that the stand-in takes. Everybody knows it, and it opens nothing else. */
export const clerkSecretKey = "sk_test_local_for_this_machine_only";

export interface ClerkStandInOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Where webhooks go; without it there are none. */
  webhook?: { url: string; secret: string };
}

/** Clerk's backend on this machine: what its SDK calls to list people and teams, and its webhooks. */
export interface ClerkStandIn {
  port: number;
  /** For the SDK's `apiUrl`. */
  url: string;
  secretKey: string;
  store: ClerkStore;
  lifecycle: ClerkLifecycle;
  /** How many requests the API has had. */
  requests(): number;
  /** Refuses the next requests, whatever they ask. */
  refuse(refusal: Refusal): void;
  /** Resolves when no webhook is on its way. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the stand-in, which forgets everything when it ends. `/v1` is Clerk's API, `/control` is what
 * people do at Clerk. A webhook is sent once, whatever is answered.
 * @throws when the port is taken.
 */
export async function startClerk(options: ClerkStandInOptions = {}): Promise<ClerkStandIn> {
  const { port = 0, webhook } = options;
  const store = createStore();
  let line = Promise.resolve();
  const settle = () => line;
  const lifecycle = createLifecycle(store, (type, data) => {
    if (!webhook) return;
    const timestamp = store.now();
    const event = { type, object: "event", timestamp, instance_id: "ins_local", data };
    const { headers, body } = signEvent("clerk", event, webhook.secret);
    line = line.then(() => post(webhook.url, headers, body));
  });
  const server = await startServer({
    port,
    routes: { ...apiRoutes(store), ...controlRoutes(store, lifecycle, settle) },
    isApi: (path) => path.startsWith("/v1/"),
    token: clerkSecretKey,
    unauthorized,
    notFound,
    unreadable,
  });
  return {
    port: server.port,
    url: server.url,
    secretKey: clerkSecretKey,
    store,
    lifecycle,
    requests: server.requests,
    refuse: server.refuse,
    settle,
    async close() {
      await settle();
      await server.close();
    },
  };
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<void> {
  try {
    const signal = AbortSignal.timeout(15_000);
    const response = await fetch(url, { method: "POST", headers, body, signal });
    await response.arrayBuffer();
  } catch {
    // Lost, as webhooks are.
  }
}
