import type { lifetimes, overlaps } from "#lib/organizations/api-keys/rules.ts";

const lifetimeNames: Record<(typeof lifetimes)[number], string> = {
  0: "Never",
  30: "In 30 days",
  90: "In 90 days",
  365: "In 1 year",
};

const overlapNames: Record<(typeof overlaps)[number], string> = {
  0: "Immediately",
  1: "After 1 hour",
  24: "After 1 day",
  168: "After 1 week",
};

/** Ready for `Select`. Objects with numbers as keys are in the order of the numbers. */
export const lifetimeOptions: Record<string, string> = lifetimeNames;
export const overlapOptions: Record<string, string> = overlapNames;
