import type { Group } from "#lib/api/operation.ts";

/** Headings of the newsletter in the API's document. */
export const newsletterGroups = {
  lists: { name: "Subscriber lists", description: "Lists of subscribers that campaigns go to." },
  subscribers: {
    name: "Subscribers",
    description: "The people that an organization writes to, and what happened to them.",
  },
  fields: {
    name: "Subscriber fields",
    description: "Own fields of subscribers, for placeholders in letters and for segments.",
  },
  segments: { name: "Segments", description: "Saved filters over the subscribers." },
  series: {
    name: "Series",
    description: "Emails that each person gets after joining a list or a segment, step by step.",
  },
  forms: {
    name: "Sign-up forms",
    description: "Forms that people subscribe with: hosted, or embedded in another page.",
  },
} as const satisfies Record<string, Group>;
