import { expect, test } from "vitest";
import { messageFor } from "#lib/forms/form.ts";
import { acceptInvitationForm, inviteForm } from "#lib/organizations/invitation-forms.ts";

test("a person who is invited is not told to change a plan that is not theirs", () => {
  expect(messageFor(inviteForm("acme"), "no_seats")).toContain("plan");
  const told = messageFor(acceptInvitationForm("token"), "no_seats");
  expect(told).not.toContain("plan");
  expect(told).toContain("Ask the person who invited you");
});
