import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { exactText, id } from "#lib/forms/fields.ts";
import { messagesOf } from "#lib/forms/form.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { organizationMessages } from "#lib/organizations/refusals.ts";
import { eventNames } from "./event-types.ts";
import { endpointFieldMessages, endpointRefusals } from "./refusals.ts";
import { descriptionLength, urlLength } from "./rules.ts";

export const endpointsPath = (slug: string) =>
  `/o/${encodeURIComponent(slug)}/settings/webhook-endpoints` as const;
export const endpointPath = (slug: string, endpoint: string) =>
  `${endpointsPath(slug)}/${encodeURIComponent(endpoint)}` as const;
export const messagePath = (slug: string, endpoint: string, message: string) =>
  `${endpointPath(slug, endpoint)}/${encodeURIComponent(message)}` as const;

const needs = permissions["webhook_endpoint.manage"];

const messages: Record<string, string> = {
  ...organizationMessages,
  ...endpointFieldMessages,
  ...messagesOf(endpointRefusals),
};

/** The secret of the earlier form was shown, and is shown nowhere else. */
const shownBefore =
  "This form was already submitted, and its secret was shown once. If you did not save the secret, rotate it.";

const input = z.object({
  /** HTTPS, and what else `target.ts` asks for. */
  url: z
    .string("url_invalid")
    .check(
      z.trim(),
      z.maxLength(urlLength, { error: "url_invalid", abort: true }),
      z.regex(/^https?:\/\/\S+$/, "url_invalid"),
    ),
  description: z._default(exactText(descriptionLength, "endpoint_description_invalid"), ""),
  events: z
    .array(z.enum(eventNames, "endpoint_events_missing"), "endpoint_events_missing")
    .check(z.minLength(1, "endpoint_events_missing")),
});
export type EndpointInput = z.output<typeof input>;

export const createEndpointAct = defineAct({
  name: "webhook_endpoint.create",
  needs,
  params: inOrganization,
  input,
  makes: true,
  page: ({ slug }) => `${endpointsPath(slug)}/new`,
  messages: { ...messages, id_reused: shownBefore },
});

const onEndpoint = {
  needs,
  params: withId("endpoint"),
  page: ({ slug, id: endpoint }: { slug: string; id: string }) => endpointPath(slug, endpoint),
  messages,
};
const nothing = z.object({});

export const updateEndpointAct = defineAct({
  ...onEndpoint,
  name: "webhook_endpoint.update",
  input,
});

/** The former secret signs beside the new one for a day. */
export const rotateSecretAct = defineAct({
  ...onEndpoint,
  name: "webhook_endpoint.rotate_secret",
  input: nothing,
  makes: true,
  messages: { ...messages, id_reused: shownBefore },
});

export const enableEndpointAct = defineAct({
  ...onEndpoint,
  name: "webhook_endpoint.enable",
  input: nothing,
});
export const disableEndpointAct = defineAct({
  ...onEndpoint,
  name: "webhook_endpoint.disable",
  input: nothing,
});
export const deleteEndpointAct = defineAct({
  ...onEndpoint,
  name: "webhook_endpoint.delete",
  input: nothing,
});

/** Sends an event that means nothing. */
export const testEndpointAct = defineAct({
  ...onEndpoint,
  name: "webhook_endpoint.test",
  input: nothing,
  makes: true,
});

/** Sends a message once more, whether it arrived or not. */
export const resendMessageAct = defineAct({
  ...onEndpoint,
  name: "webhook_message.resend",
  params: z.extend(onEndpoint.params, {
    message: id.check(z.describe("The ID of the message.")),
  }),
  input: nothing,
  page: ({ slug, id: endpoint, message }) => messagePath(slug, endpoint, message),
});
