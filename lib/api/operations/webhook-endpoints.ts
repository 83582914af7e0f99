import * as z from "zod/mini";
import {
  getWebhookEndpoint,
  getWebhookMessage,
  listWebhookEndpoints,
  listWebhookMessages,
  sentWebhookMessage,
  webhookEndpoint,
  webhookMessage,
  webhookMessageQuery,
} from "#lib/api/resources/webhook-endpoint.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import {
  endpointPath,
  endpointsPath,
  messagePath,
  resendMessageAct,
} from "#lib/outgoing-webhooks/acts.ts";
import type { Endpoint } from "#lib/outgoing-webhooks/endpoint.ts";
import { endpointCreation } from "#lib/outgoing-webhooks/manage/create.ts";
import { secretRotation } from "#lib/outgoing-webhooks/manage/rotate-secret.ts";
import { endpointTest, messageResending } from "#lib/outgoing-webhooks/manage/send.ts";
import {
  endpointDeletion,
  endpointDisabling,
  endpointEnabling,
  endpointUpdate,
} from "#lib/outgoing-webhooks/manage/update.ts";
import { secretShownOnce } from "#lib/outgoing-webhooks/shown-once.ts";
import { listed, listing } from "../listing.ts";
import { type Call, defineOperation, groups, type Reply } from "../operation.ts";
import { publish } from "../publish.ts";

const group = groups.webhookEndpoints;
const { scope } = permissions["webhook_endpoint.read"];
const path = "/organizations/{slug}/webhook-endpoints";
const one = `${path}/{id}` as const;
const messagesPath = `${one}/messages` as const;

interface InSlug {
  slug: string;
}
interface OnEndpoint extends InSlug {
  id: string;
}
const toList = (_: object, { slug }: InSlug) => endpointsPath(slug);
const toEndpoint = (_: object, { slug, id }: OnEndpoint) => endpointPath(slug, id);

const example = {
  url: "https://example.com/webhooks",
  description: "Keeps our CRM up to date",
  events: ["subscriber.created", "subscriber.left"],
};

const answer = { 200: { description: "The endpoint.", schema: webhookEndpoint.schema } };
const withEndpoint = ({ endpoint }: { endpoint: Endpoint | null }) => ({
  status: 200,
  body: endpoint ?? {},
});

export const listWebhookEndpointsOperation = defineOperation({
  id: "listWebhookEndpoints",
  method: "GET",
  path,
  group,
  summary: "List webhook endpoints",
  description: "Lists all endpoints, newest first, without their secrets.",
  scope,
  params: inOrganization,
  ...listing(webhookEndpoint.schema, "A page of endpoints."),
  problems: ["forbidden"],
  async handle({ db, actor, params, query }) {
    const found = await listWebhookEndpoints(db, actor, query);
    return listed(`/organizations/${params.slug}/webhook-endpoints`, query, found);
  },
});

export const getWebhookEndpointOperation = defineOperation({
  id: "getWebhookEndpoint",
  method: "GET",
  path: one,
  group,
  summary: "Get a webhook endpoint",
  description: "The endpoint without its secret.",
  scope,
  params: withId("endpoint"),
  answers: answer,
  problems: ["forbidden"],
  async handle({ db, actor, params }) {
    const found = await getWebhookEndpoint(db, actor, params.id);
    return typeof found === "string" ? found : { status: 200, body: found };
  },
});

interface Made {
  endpoint: Endpoint | null;
  /** The secret, which is shown once. */
  secret: string;
}

const newSecret = z.extend(webhookEndpoint.schema, {
  /** The secret, this once: null when the request is answered again. */
  secret: z.nullable(z.string()),
});

const withSecret = (
  { endpoint, secret }: Made,
  { isReplay }: Pick<Call<object, object, object>, "isReplay">,
): Reply => ({ status: 201, body: { ...endpoint, secret: isReplay() ? null : secret } });

const shownOnPage = {
  to: ({ endpoint }: Made, { slug }: InSlug) => endpointPath(slug, endpoint?.id ?? ""),
  details: ({ endpoint, secret }: Made) => ({ id: endpoint?.id, url: endpoint?.url, secret }),
  shown: ({ endpoint, secret }: Made, { slug }: InSlug) =>
    secretShownOnce({
      secret,
      url: endpoint?.url ?? "",
      back: endpointPath(slug, endpoint?.id ?? ""),
    }),
};

export const createWebhookEndpoint = publish(endpointCreation, {
  form: shownOnPage,
  api: {
    id: "createWebhookEndpoint",
    method: "POST",
    path,
    group,
    summary: "Create a webhook endpoint",
    description:
      "Events that happen from now on are sent to the URL, signed by the Standard Webhooks specification. The URL must begin with `https://` and lead to a public address. The response contains the secret once: if you repeat the request, `secret` is `null`.",
    example,
    answers: { 201: { description: "The new endpoint.", schema: newSecret } },
    reply: withSecret,
  },
});

export const rotateWebhookSecret = publish(secretRotation, {
  form: shownOnPage,
  api: {
    id: "rotateWebhookSecret",
    method: "POST",
    path: `${one}/rotate-secret`,
    group,
    summary: "Rotate the secret of a webhook endpoint",
    description:
      "For 24 hours each request has two signatures, one with the old secret and one with the new. The response contains the new secret once.",
    answers: { 201: { description: "The endpoint.", schema: newSecret } },
    reply: withSecret,
  },
});

export const updateWebhookEndpoint = publish(endpointUpdate, {
  form: { to: toEndpoint, notice: "webhook_endpoint_updated" },
  api: {
    id: "updateWebhookEndpoint",
    method: "PATCH",
    path: one,
    group,
    summary: "Change a webhook endpoint",
    description:
      "Sets the URL, the description and the events. Messages that are waiting go to the new URL.",
    example,
    answers: answer,
    reply: withEndpoint,
  },
});

export const enableWebhookEndpoint = publish(endpointEnabling, {
  form: { to: toEndpoint, notice: "webhook_endpoint_enabled" },
  api: {
    id: "enableWebhookEndpoint",
    method: "POST",
    path: `${one}/enable`,
    group,
    summary: "Enable a webhook endpoint",
    description: "Messages that waited for it are sent.",
    answers: answer,
    reply: withEndpoint,
  },
});

export const disableWebhookEndpoint = publish(endpointDisabling, {
  form: { to: toEndpoint, notice: "webhook_endpoint_disabled" },
  api: {
    id: "disableWebhookEndpoint",
    method: "POST",
    path: `${one}/disable`,
    group,
    summary: "Disable a webhook endpoint",
    description:
      "Nothing is sent to it, and events that happen meanwhile are not kept for it. Messages that are waiting stay.",
    answers: answer,
    reply: withEndpoint,
  },
});

export const deleteWebhookEndpoint = publish(endpointDeletion, {
  form: { to: toList, notice: "webhook_endpoint_deleted" },
  api: {
    id: "deleteWebhookEndpoint",
    method: "DELETE",
    path: one,
    group,
    summary: "Delete a webhook endpoint",
    description: "Deletes the endpoint with all that was sent to it.",
    answers: { 204: { description: "The endpoint is deleted." } },
  },
});

export const testWebhookEndpoint = publish(endpointTest, {
  form: {
    to: ({ messageId }, { slug, id }) => messagePath(slug, id, messageId),
    notice: "webhook_test_sent",
  },
  api: {
    id: "testWebhookEndpoint",
    method: "POST",
    path: `${one}/test`,
    group,
    summary: "Send a test event",
    description:
      "Sends an event of the type `webhook_endpoint.test`, whichever events the endpoint gets. The response names the message, which tells how it was answered.",
    answers: {
      202: { description: "The message is on its way.", schema: z.object({ id: z.guid() }) },
    },
    reply: ({ messageId }) => ({ status: 202, body: { id: messageId } }),
  },
});

export const listWebhookMessagesOperation = defineOperation({
  id: "listWebhookMessages",
  method: "GET",
  path: messagesPath,
  group,
  summary: "List messages of a webhook endpoint",
  description: "Lists what was sent to an endpoint in the last 30 days, newest first.",
  scope,
  params: withId("endpoint"),
  ...listing(webhookMessage.schema, "A page of messages.", webhookMessageQuery),
  problems: ["forbidden"],
  async handle({ db, actor, params, query }) {
    const found = await listWebhookMessages(db, actor, params.id, query);
    const at = `/organizations/${params.slug}/webhook-endpoints/${params.id}/messages`;
    return listed(at, query, found);
  },
});

export const getWebhookMessageOperation = defineOperation({
  id: "getWebhookMessage",
  method: "GET",
  path: `${messagesPath}/{message}`,
  group,
  summary: "Get a message of a webhook endpoint",
  description: "The message with its body, and how its last 50 requests were answered.",
  scope,
  params: resendMessageAct.params,
  answers: { 200: { description: "The message.", schema: sentWebhookMessage.schema } },
  problems: ["forbidden"],
  async handle({ db, actor, params }) {
    const found = await getWebhookMessage(db, actor, params.id, params.message);
    return typeof found === "string" ? found : { status: 200, body: found };
  },
});

export const resendWebhookMessage = publish(messageResending, {
  form: {
    to: (_, { slug, id, message }) => messagePath(slug, id, message),
    notice: "webhook_message_resent",
  },
  api: {
    id: "resendWebhookMessage",
    method: "POST",
    path: `${messagesPath}/{message}/resend`,
    group,
    summary: "Send a message again",
    description: "Sends the same message with the same `webhook-id`, whether it arrived or not.",
    answers: { 202: { description: "The message is on its way." } },
    reply: () => ({ status: 202 }),
  },
});
