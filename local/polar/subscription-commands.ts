import type { models } from "@polar-sh/sdk/2026-10";

interface Change {
  /** What Polar calls the event that says so, besides `subscription.updated`. */
  type?: models.WebhookEventType;
  changes: Partial<models.Subscription>;
}

const month = 30 * 86_400_000;

const commands = [
  "cancel",
  "uncancel",
  "revoke",
  "cycle",
  "past_due",
  "recover",
  "pause",
  "resume",
  "trial",
] as const;
export type SubscriptionCommand = (typeof commands)[number];

export const isSubscriptionCommand = (name: unknown): name is SubscriptionCommand =>
  commands.some((command) => command === name);

/** What can happen to a subscription, and what of it is then different. */
export const subscriptionChanges: Record<
  SubscriptionCommand,
  (subscription: models.Subscription, now: string) => Change
> = {
  /** At the end of the period; until then it is active. */
  cancel: ({ current_period_end }, now) => ({
    type: "subscription.canceled",
    changes: { cancel_at_period_end: true, canceled_at: now, ends_at: current_period_end },
  }),
  uncancel: () => ({
    type: "subscription.uncanceled",
    changes: {
      cancel_at_period_end: false,
      canceled_at: null,
      ends_at: null,
      customer_cancellation_comment: null,
    },
  }),
  /** At once. */
  revoke: (_, now) => ({
    type: "subscription.revoked",
    changes: { status: "canceled", canceled_at: now, ends_at: now, ended_at: now },
  }),
  cycle: ({ current_period_end }) => ({
    type: "subscription.cycled",
    changes: {
      current_period_start: current_period_end,
      current_period_end: new Date(Date.parse(current_period_end) + month).toISOString(),
      pending_update: null,
    },
  }),
  past_due: (_, now) => ({
    type: "subscription.past_due",
    changes: { status: "past_due", past_due_at: now },
  }),
  recover: () => ({
    type: "subscription.active",
    changes: { status: "active", past_due_at: null },
  }),
  pause: (_, now) => ({
    type: "subscription.paused",
    changes: { status: "paused", paused_at: now },
  }),
  resume: () => ({
    type: "subscription.resumed",
    changes: { status: "active", paused_at: null },
  }),
  trial: ({ current_period_end }, now) => ({
    changes: { status: "trialing", trial_start: now, trial_end: current_period_end },
  }),
};
