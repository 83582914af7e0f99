import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { listOf as allOf, field, maybeOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inTenant, reaching } from "#lib/organizations/tenant.ts";
import {
  endpointList,
  endpointNamed,
  endpointOf,
  endpointsOf,
} from "#lib/outgoing-webhooks/endpoint.ts";
import {
  attempt,
  attemptsMade,
  joinMessage,
  listedMessage,
  messageList,
  messageStates,
  messagesOf,
  sentMessage,
} from "#lib/outgoing-webhooks/message.ts";
import { webhookEndpoints } from "#lib/outgoing-webhooks/schema.ts";
import { type ListQuery, listQuery, readList, windowOf } from "./list.ts";
import { resource } from "./wire.ts";

const { least } = permissions["webhook_endpoint.read"];

/** A webhook endpoint, all but its secret. */
export const webhookEndpoint = resource(endpointOf(endpointList.row));

/** The webhook endpoints of an organization, newest first, for owners and admins. */
export const listWebhookEndpoints = (db: Database, scope: Scope, query: ListQuery) =>
  readList(db, {
    reach: reaching(scope, least),
    with: endpointsOf(windowOf(query)),
    list: endpointList.listed(webhookEndpoint.item),
  });

const endpoint = endpointNamed("endpoint");
const oneEndpoint = resource(endpointOf(endpoint));
const liveEndpoint = (id: string) => sql`${webhookEndpoints} as ${endpoint}
  where ${inTenant(endpoint.organizationId)} and ${endpoint.id} = ${id}::uuid
    and ${endpoint.deletedAt} is null`;

const may = field(z.boolean(), sql`reach.may`);

/** @returns why the caller does not get what is one of something; else that. */
function oneOrRefusal<One>(found: { may: boolean; one: One | null } | null | undefined) {
  if (!found) return "not_found" as const;
  if (!found.may) return "forbidden" as const;
  return found.one ?? ("not_found" as const);
}

/** One webhook endpoint, for owners and admins. */
export async function getWebhookEndpoint(db: Database, scope: Scope, id: string) {
  const one = maybeOf(oneEndpoint.item, liveEndpoint(id));
  const found = await readOne(db, shape({ may, one }), {
    with: reaching(scope, least),
    from: sql`reach`,
  });
  return oneOrRefusal(found);
}

/** A message as it is listed. */
export const webhookMessage = resource(listedMessage);

/** What the list may be filtered by. */
export const webhookMessageQuery = z.extend(listQuery, {
  state: z.optional(
    z
      .enum(messageStates, "filter_invalid")
      .check(z.describe("The state that the messages are in.")),
  ),
});

/** What was sent to an endpoint, newest first, for owners and admins. */
export async function listWebhookMessages(
  db: Database,
  scope: Scope,
  id: string,
  query: z.output<typeof webhookMessageQuery>,
) {
  const one = messageList.listed(webhookMessage.item);
  const isThere = field(z.boolean(), sql`exists (select from ${liveEndpoint(id)})`);
  const found = await readOne(db, shape({ may, isThere, one }), {
    with: sql`${reaching(scope, least)}, ${messagesOf(id, query.state, windowOf(query))}`,
    from: sql`reach`,
  });
  const page = oneOrRefusal(found);
  if (typeof page === "string") return page;
  if (!found?.isThere) return "not_found";
  return { data: page.shown, next: page.next ?? null };
}

/** A message with what was sent and how its last 50 requests were answered. */
export const sentWebhookMessage = resource(
  shape({
    ...sentMessage.sources,
    responses: allOf(resource(attempt).item, attemptsMade),
  }),
);

/** One message of an endpoint, for owners and admins. */
export async function getWebhookMessage(db: Database, scope: Scope, id: string, message: string) {
  const one = maybeOf(
    sentWebhookMessage.item,
    sql`reach as asked ${joinMessage(id, message)}
      join ${webhookEndpoints} as ${endpoint} on ${endpoint.id} = ${messageList.row.endpointId}
        and ${endpoint.organizationId} = ${messageList.row.organizationId}
        and ${endpoint.deletedAt} is null`,
  );
  const found = await readOne(db, shape({ may, one }), {
    with: reaching(scope, least),
    from: sql`reach`,
  });
  return oneOrRefusal(found);
}
