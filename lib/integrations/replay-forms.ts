import * as z from "zod/mini";
import type { Form } from "#lib/forms/form.ts";

const messages = {
  unauthenticated: "Sign in to continue.",
  forbidden: "Only owners can do that.",
  not_found: "Delivery not found.",
  replay_failed:
    "The database refused this delivery, so nothing changed. See the log for the reason.",
} as const;

export type ReplayCode = keyof typeof messages;

const nothing = z.object({});

/** The page of an organization's deliveries. */
export const deliveriesPath = (slug: string) =>
  `/o/${encodeURIComponent(slug)}/settings/webhooks` as const;

/** The form that does one delivery again. */
export const replayForm = (slug: string, id: string): Form<object> => ({
  page: `${deliveriesPath(slug)}/${encodeURIComponent(id)}`,
  action: `/api/v1/organizations/${encodeURIComponent(slug)}/webhooks/${encodeURIComponent(id)}/replay`,
  schema: nothing,
  messages,
});

/** The form that does all parked deliveries of an organization again. */
export const replayParkedForm = (slug: string): Form<object> => ({
  page: deliveriesPath(slug),
  action: `/api/v1/organizations/${encodeURIComponent(slug)}/webhooks/replay`,
  schema: nothing,
  messages,
});
