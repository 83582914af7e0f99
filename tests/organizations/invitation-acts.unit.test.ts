import { expect, test } from "vitest";
import { formOf } from "#lib/forms/act.ts";
import { messageFor } from "#lib/forms/form.ts";
import { acceptInvitationAct, inviteAct } from "#lib/organizations/invitations/acts.ts";

test("a person who is invited is not told to change a plan that is not theirs", () => {
  expect(messageFor(formOf(inviteAct, { slug: "acme" }), "no_seats")).toContain("plan");
  const told = messageFor(formOf(acceptInvitationAct, {}, { token: "token" }), "no_seats");
  expect(told).not.toContain("plan");
  expect(told).toContain("Ask the person who invited you");
});
