import { createClerkClient } from "@clerk/backend";
import { Webhook } from "svix";
import { afterEach, beforeEach, expect, test } from "vitest";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { type ClerkStandIn, startClerk } from "#local/clerk/server.ts";
import { startInbox } from "../local/stand-ins/inbox.ts";

const secret = allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET;

let inbox: Awaited<ReturnType<typeof startInbox>>;
let standIn: ClerkStandIn;
let clerk: ReturnType<typeof createClerkClient>;

beforeEach(async () => {
  inbox = await startInbox();
  standIn = await startClerk({ webhook: { url: inbox.url, secret } });
  clerk = createClerkClient({ secretKey: standIn.secretKey, apiUrl: standIn.url });
});
afterEach(async () => {
  await standIn.close();
  await inbox.close();
});

test("people are listed in pages by when they last changed", async () => {
  const people = Array.from({ length: 5 }, () => standIn.lifecycle.addUser());
  standIn.lifecycle.changeUser(people[2]?.id ?? "", { first_name: "Renamed" });
  const list = await clerk.users.getUserList({ limit: 2, orderBy: "-updated_at" });
  expect(list.totalCount).toBe(5);
  expect(list.data.map(({ id }) => id)).toEqual([people[2]?.id, people[4]?.id]);
  expect(list.data[0]).toMatchObject({ firstName: "Renamed" });
  const rest = await clerk.users.getUserList({ limit: 2, offset: 4, orderBy: "+created_at" });
  expect(rest.data.map(({ id }) => id)).toEqual([people[4]?.id]);
  const person = await clerk.users.getUser(people[0]?.id ?? "");
  expect(person.primaryEmailAddress?.emailAddress).toContain("@acme.test");
});

test("teams, their members and their invitations are listed with the objects that webhooks carry", async () => {
  const { id: createdBy } = standIn.lifecycle.addUser({ firstName: "First" });
  const team = standIn.lifecycle.addOrganization({ name: "A team", createdBy });
  const invitation = standIn.lifecycle.invite(team.id, "guest@acme.test");
  const teams = await clerk.organizations.getOrganizationList({ orderBy: "+created_at" });
  expect(teams.data[0]?.raw).toMatchObject({ id: team.id, created_by: createdBy });
  const members = await clerk.organizations.getInstanceOrganizationMembershipList({});
  expect(members.totalCount).toBe(1);
  expect(members.data[0]?.raw).toMatchObject({
    role: "org:admin",
    organization: { id: team.id },
    public_user_data: { user_id: createdBy, first_name: "First" },
  });
  const ofTeam = await clerk.organizations.getOrganizationMembershipList({
    organizationId: team.id,
    userId: [createdBy],
  });
  expect(ofTeam.data).toHaveLength(1);
  const invited = await clerk.organizations.getOrganizationInvitationList({
    organizationId: team.id,
  });
  expect(invited.data[0]?.raw).toMatchObject({ id: invitation.id, status: "pending" });
});

test("what is wrong is refused as Clerk refuses it", async () => {
  const stranger = createClerkClient({ secretKey: "sk_test_another", apiUrl: standIn.url });
  await expect(stranger.users.getUserList()).rejects.toMatchObject({ status: 401 });
  await expect(clerk.users.getUser("user_none")).rejects.toMatchObject({
    status: 404,
    errors: [{ code: "resource_not_found" }],
  });
  await expect(clerk.organizations.getOrganizationList({ limit: 501 })).rejects.toMatchObject({
    status: 422,
  });
  standIn.refuse({ status: 429, times: 1, retryAfter: 3 });
  await expect(clerk.users.getUser("user_none")).rejects.toMatchObject({
    status: 429,
    retryAfter: 3,
  });
});

test("webhooks tell what happened, signed as Clerk signs", async () => {
  const { id } = standIn.lifecycle.addUser();
  standIn.lifecycle.addOrganization({ createdBy: id });
  standIn.lifecycle.deleteUser(id);
  await standIn.settle();
  expect(inbox.types()).toEqual([
    "user.created",
    "organization.created",
    "organizationMembership.created",
    "organizationMembership.deleted",
    "user.deleted",
  ]);
  for (const { body, headers } of inbox.received) new Webhook(secret).verify(body, headers);
  const [first, last] = [inbox.received[0], inbox.received[4]].map((one) =>
    JSON.parse(one?.body ?? "{}"),
  );
  expect(first).toMatchObject({ object: "event", data: { id } });
  expect(last.data).toEqual({ object: "user", id, deleted: true });
});
