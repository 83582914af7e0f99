import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { orNothing, placeQuery } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import {
  endpointList,
  endpointNamed,
  endpointOf,
  endpointsOf,
} from "#lib/outgoing-webhooks/endpoint.ts";
import {
  joinMessage,
  listedMessage,
  messageDetail,
  messageList,
  messageStates,
  messagesOf,
} from "#lib/outgoing-webhooks/message.ts";
import { endpointLimit } from "#lib/outgoing-webhooks/rules.ts";
import { webhookEndpoints } from "#lib/outgoing-webhooks/schema.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const { least } = permissions["webhook_endpoint.read"];

const endpointsPage = shape({
  frame,
  /** All of them, newest first. */
  endpoints: endpointList.first(endpointOf(endpointList.row)),
});

export type EndpointsPage = ValueOf<typeof endpointsPage>;

/** The webhook endpoints of an organization, for its admins and owners; null for everybody else. */
export const listEndpoints = (db: Database, scope: Scope): Promise<EndpointsPage | null> =>
  readPage(db, scope, { least, with: endpointsOf({ size: endpointLimit }), page: endpointsPage });

const endpoint = endpointNamed("endpoint");

const joinEndpoint = (id: string) => sql`
  join ${webhookEndpoints} as ${endpoint} on ${inTenant(endpoint.organizationId)}
    and ${endpoint.id} = ${id}::uuid and ${endpoint.deletedAt} is null`;

const endpointPage = shape({
  frame,
  endpoint: endpointOf(endpoint),
  messages: messageList.listed(listedMessage),
});

export type EndpointPage = ValueOf<typeof endpointPage>;

/** What the address of the page of an endpoint asks for. */
export const messagesQuery = z.object({ state: orNothing(z.enum(messageStates)), ...placeQuery });

export const messagesPerPage = 25;

/** One endpoint with a page of what was sent to it; null when the viewer may not see it. */
export const getEndpoint = (
  db: Database,
  scope: Scope,
  id: string,
  { state, after, before }: Partial<z.output<typeof messagesQuery>> = {},
): Promise<EndpointPage | null> =>
  readPage(db, scope, {
    least,
    with: messagesOf(id, state, { after, before, size: messagesPerPage }),
    page: endpointPage,
    from: joinEndpoint(id),
  });

const messagePage = shape({ frame, endpoint: endpointOf(endpoint), message: messageDetail });

export type MessagePage = ValueOf<typeof messagePage>;

/** One message with its body and its answers; null when the viewer may not see it. */
export const getMessage = (
  db: Database,
  scope: Scope,
  id: string,
  message: string,
): Promise<MessagePage | null> =>
  readPage(db, scope, {
    least,
    page: messagePage,
    from: sql`${joinEndpoint(id)} ${joinMessage(id, message)}`,
  });
