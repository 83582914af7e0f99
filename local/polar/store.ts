import { randomUUID } from "node:crypto";
import type { models } from "@polar-sh/sdk/2026-10";
import { seller } from "#local/polar/products.ts";
import { microsecondClock } from "#local/polar/timestamp.ts";
import { demoProducts } from "./product.ts";

/** A usage event that was ingested; two with one `external_id` are one. */
export interface IngestedEvent {
  id: string;
  name: string;
  timestamp: string;
  customer_id: string | null;
  external_customer_id: string | null;
  external_id: string | null;
  metadata: Record<string, unknown>;
}

/** Everything that the stand-in knows, in memory, by id. */
export interface PolarStore {
  products: Map<string, models.Product>;
  customers: Map<string, models.CustomerTeam>;
  subscriptions: Map<string, models.Subscription>;
  orders: Map<string, models.Order>;
  checkouts: Map<string, models.Checkout>;
  events: Map<string, IngestedEvent>;
  /** `external_id`s of usage events that are refused, and with them all that is ingested at once. */
  refusedEvents: Set<string>;
  webhookEvents: Map<string, models.WebhookEvent>;
  deliveries: Map<string, models.WebhookDelivery>;
  /** Where webhooks go. */
  endpoint: models.WebhookEndpoint;
  /** The present to the microsecond, later on every call. */
  now(): string;
}

export interface WebhookTarget {
  url: string;
  secret: string;
}

export function createStore(target: WebhookTarget): PolarStore {
  const now = microsecondClock();
  const createdAt = now();
  return {
    products: new Map(demoProducts(createdAt).map((product) => [product.id, product])),
    customers: new Map(),
    subscriptions: new Map(),
    orders: new Map(),
    checkouts: new Map(),
    events: new Map(),
    refusedEvents: new Set(),
    webhookEvents: new Map(),
    deliveries: new Map(),
    endpoint: {
      id: randomUUID(),
      created_at: createdAt,
      modified_at: null,
      url: target.url,
      name: null,
      api_version: "2026-10",
      format: "raw",
      secret: target.secret,
      organization_id: seller,
      events: [],
      enabled: true,
      uses_standard_webhook_signature: true,
    },
    now,
  };
}
