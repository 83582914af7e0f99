import type { Quota } from "./drawing.ts";

/** How often a minute somebody writes by a form, or sends a request to the API, by their session. */
export const requestsOfPerson = {
  purpose: "person",
  quota: 300,
  window: 60,
} as const satisfies Quota;
