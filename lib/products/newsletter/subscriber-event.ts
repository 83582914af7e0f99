/**
 * What can happen to a person (`subscriber_events.kind`), as the history on their page says it. `lists`
 * and `list` of `details` are names.
 */
export const subscriberEvents = {
  added: "Added by hand",
  imported: "Imported",
  requested: "Asked to subscribe",
  confirmed: "Confirmed the subscription",
  joined: "Joined a list",
  left: "Left a list",
  unsubscribed: "Unsubscribed",
  resubscribed: "Subscribed again",
  changed: "Details changed",
  suppressed: "Marked as do not mail",
  unsuppressed: "Suppression lifted",
  bounced: "Mail bounced",
  complained: "Reported as spam",
  tracking_on: "Allowed tracking",
  tracking_off: "Turned tracking off",
} as const;

export type SubscriberEvent = keyof typeof subscriberEvents;

/** The sentence of a kind; of one that an older or newer build wrote, the kind itself. */
export const eventLabel = (kind: string): string =>
  Object.hasOwn(subscriberEvents, kind) ? subscriberEvents[kind as SubscriberEvent] : kind;
