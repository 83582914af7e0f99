import { messagesOf } from "#lib/forms/form.ts";
import { organizationMessages } from "#lib/organizations/refusals.ts";
import { fieldMessages, refusals } from "../manifest/campaigns.ts";

/** What the codes of campaigns and of the newsletter's settings say to people. */
export const messages: Record<string, string> = {
  ...organizationMessages,
  ...messagesOf(refusals),
  ...messagesOf(fieldMessages),
};
