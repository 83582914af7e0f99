/** How many endpoints an organization can have. */
export const endpointLimit = 10;

/** For how many hours the former secret signs beside the new one. */
export const overlapHours = 24;

/** In days: what was sent is kept for that long. */
export const retentionDays = 30;

/** In days: an endpoint that answers nothing well for that long is disabled. */
export const failingDays = 5;

/** In characters. */
export const urlLength = 2_000;
export const descriptionLength = 200;

/** What people are told beside a new secret. */
export const secretNote =
  "Copy it now and store it like a password. You will not see it again. Your server verifies each request with it.";
