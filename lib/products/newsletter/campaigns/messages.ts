import { messagesOf } from "#lib/forms/form.ts";
import { organizationMessages } from "#lib/organizations/refusals.ts";
import { fieldMessages, refusals } from "../manifest/campaigns.ts";
import * as tracking from "../manifest/tracking.ts";

/** What the codes of campaigns and of the newsletter's settings say to people. */
export const messages: Record<string, string> = {
  ...organizationMessages,
  ...messagesOf(refusals),
  ...messagesOf(fieldMessages),
  ...messagesOf(tracking.refusals),
  ...messagesOf(tracking.fieldMessages),
};
