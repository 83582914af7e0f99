import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { messagesOf } from "#lib/forms/form.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { webhookRefusals } from "#lib/webhooks/refusals.ts";

/** The page of an organization's deliveries. */
export const deliveriesPath = (slug: string) =>
  `/o/${encodeURIComponent(slug)}/settings/webhooks` as const;

const ofDeliveries = {
  needs: permissions["webhook.replay"],
  input: z.object({}),
  messages: {
    ...messagesOf(webhookRefusals),
    forbidden: "Only owners can do that.",
    not_found: "Delivery not found.",
  },
};

/** Does one delivery again. */
export const replayAct = defineAct({
  ...ofDeliveries,
  name: "webhook.replay",
  params: withId("delivery"),
  page: ({ slug, id }) => `${deliveriesPath(slug)}/${encodeURIComponent(id)}`,
});

/** Does all parked deliveries of an organization again. */
export const replayParkedAct = defineAct({
  ...ofDeliveries,
  name: "webhook.replay_parked",
  params: inOrganization,
  page: ({ slug }) => deliveriesPath(slug),
});
