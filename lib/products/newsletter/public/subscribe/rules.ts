import type { Quota } from "#lib/quotas/drawing.ts";

/** For how many days a link to confirm works. */
export const confirmationDays = 7;

/** How often people behind one network may ask, over all forms. */
export const requestsOfNetwork = {
  purpose: "newsletter forms of a network",
  quota: 20,
  window: 60 * 60,
} as const satisfies Quota;

/** How often a form may be sent. */
export const requestsOfForm = {
  purpose: "newsletter form",
  quota: 3_000,
  window: 60 * 60,
} as const satisfies Quota;

/**
 * Mails to confirm, a day and an address, over all forms of an organization. Each day in UTC has a bucket of
 * its own, which gives back nothing within the day: its window is three days.
 */
export const confirmationsOfDay = {
  purpose: "newsletter confirmations of a day",
  quota: 3,
  window: 3 * 24 * 60 * 60,
} as const satisfies Quota;

/** A form that is sent twice in a row mails once. */
export const confirmationsAtOnce = {
  purpose: "newsletter confirmation",
  quota: 1,
  window: 60,
} as const satisfies Quota;
