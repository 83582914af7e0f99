import type { lifetimes, overlaps } from "#lib/organizations/api-keys/rules.ts";

const lifetimeNames: Record<(typeof lifetimes)[number], string> = {
  0: "Never",
  30: "In 30 days",
  90: "In 90 days",
  365: "In a year",
};

const overlapNames: Record<(typeof overlaps)[number], string> = {
  0: "It ends at once",
  1: "One hour",
  24: "A day",
  168: "A week",
};

/** Ready for `Select`. Objects with numbers as keys are in the order of the numbers. */
export const lifetimeOptions: Record<string, string> = lifetimeNames;
export const overlapOptions: Record<string, string> = overlapNames;
