import type { OperationModule } from "../published.ts";
import * as apiKeys from "./api-keys.ts";
import * as auditEvents from "./audit-events.ts";
import * as billing from "./billing.ts";
import * as invitations from "./invitations.ts";
import * as members from "./members.ts";
import * as organizations from "./organizations.ts";
import * as usage from "./usage.ts";
import * as webhookEndpoints from "./webhook-endpoints.ts";

/** What the core publishes, in the order of the API's document. Products come after it (`lib/products/published.ts`). */
export const coreModules: readonly OperationModule[] = [
  organizations,
  members,
  invitations,
  apiKeys,
  webhookEndpoints,
  auditEvents,
  usage,
  billing,
];
