import { expect, test } from "vitest";
import { linkIn, mailTo, waitForMail } from "../mail.ts";
import { expectAccessible } from "../page.ts";
import {
  invite,
  join,
  organizationOf,
  password,
  pathOf,
  send,
  somebody,
  stranger,
} from "./people.ts";
import { query } from "./rows.ts";

test("an invitation sent again has a new link, and the old one says so; a revoked one is dead", async () => {
  const owner = await somebody();
  const organization = await organizationOf(owner);
  const guest = await somebody();
  const first = await invite(owner, organization, guest.email);
  await query`
    update invitations set expires_at = expires_at - interval '1 day' where email = ${guest.email}`;

  await owner.page.goto(`${organization.home}/members`);
  await owner.page.getByRole("button", { name: `Resend the invitation to ${guest.email}` }).click();
  await owner.page.getByText("Invitation sent again.").first().waitFor();
  await expect.poll(async () => (await invitationsTo(guest.email)).length).toBe(2);
  const second = pathOf(linkIn(await waitForMail(guest.email, organization.name)));
  expect(second).not.toBe(first);

  await guest.page.goto(first);
  await guest.page.getByRole("heading", { name: "Invitation not found" }).waitFor();
  await guest.page.getByText("use the link in the latest email").waitFor();
  await expectAccessible(guest.page);
  await guest.page.goto(second);
  await guest.page.getByRole("button", { name: "Accept" }).waitFor();

  await owner.page.getByRole("button", { name: `Revoke the invitation to ${guest.email}` }).click();
  await owner.page.getByRole("button", { name: "Keep invitation" }).click();
  await owner.page.getByRole("button", { name: `Revoke the invitation to ${guest.email}` }).click();
  await owner.page.getByRole("button", { name: "Revoke invitation" }).click();
  await owner.page.getByText("No open invitations").waitFor();
  // The page was open when that happened.
  await guest.page.getByRole("button", { name: "Accept" }).click();
  await guest.page.getByText("This invitation was revoked or declined.").waitFor();
  await guest.page.reload();
  await guest.page.getByText("This invitation was revoked or declined.").waitFor();
  await guest.page.getByText(`Ask ${owner.name} for a new invitation.`).waitFor();
  await expectAccessible(guest.page);
});

const invitationsTo = async (email: string) =>
  (await mailTo(email)).filter(({ subject }) => subject.includes("invited you to join"));

test("several invitations are revoked at once, with and without script", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const owner = await somebody({ javaScriptEnabled });
    const organization = await organizationOf(owner);
    const guests = ["ann", "ben"].map((name) => `${name}.${organization.slug}@example.test`);
    for (const guest of guests) await invite(owner, organization, guest);
    const { page } = owner;
    await page.goto(`${organization.home}/members`);
    for (const guest of guests) await page.getByLabel(`Select ${guest}`).check();
    await page.getByRole("button", { name: "Revoke selected" }).click();
    await page.getByRole("button", { name: "Revoke invitations" }).click();
    await page.getByText("No open invitations").waitFor();
  }
});

test("somebody with another address is told so, and signs in with the right one", async () => {
  const [owner, guest, other] = [await somebody(), await somebody(), await somebody()];
  const organization = await organizationOf(owner);
  const link = await invite(owner, organization, guest.email);
  const { page } = other;
  await page.goto(link);
  await page.getByText("This invitation is for another email address").waitFor();
  await page.getByText(`You are signed in as ${other.email}`).waitFor();
  expect(await page.getByRole("button", { name: "Accept" }).count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Password").fill(password);
  expect(await page.getByLabel("Email").inputValue()).toBe(guest.email);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByText("Welcome! You joined the organization.").waitFor();
});

test("a dead link says why: declined, expired, used, made up, of an organization that is gone", async () => {
  const [owner, guest] = [await somebody(), await somebody()];
  const organization = await organizationOf(owner);
  const { page } = guest;
  const link = await invite(owner, organization, guest.email);
  await page.goto(link);
  await page.getByRole("button", { name: "Decline" }).click();
  await page.getByText("You declined the invitation.").waitFor();
  await page.goto(link);
  await page.getByText("This invitation was revoked or declined.").waitFor();

  // Within a day of the first there is no second mail: the first one leads to the new invitation.
  const again = { id: crypto.randomUUID(), email: guest.email, role: "member" };
  await send(owner, `/api/forms/invitation.create/${organization.slug}`, again);
  await page.goto(link);
  await page.getByRole("button", { name: "Decline" }).waitFor();
  await query`update invitations set expires_at = now() where email = ${guest.email}`;
  await page.goto(link);
  await page.getByText("This invitation has expired.").waitFor();
  await expectAccessible(page);

  await join(guest, owner, organization);
  const used = pathOf(linkIn(await waitForMail(guest.email, organization.name)));
  await page.goto(used);
  await page.getByText(`You are already a member of ${organization.name}.`).waitFor();
  const { page: anybodys } = await stranger();
  await anybodys.goto(used);
  await anybodys
    .getByText("This invitation has already been used. Each invitation works once.")
    .waitFor();

  expect((await page.goto("/invite/made-up"))?.status()).toBe(404);
  await page.getByRole("heading", { name: "Invitation not found" }).waitFor();
  await send(owner, `/api/forms/organization.delete/${organization.slug}`, {
    name: organization.name,
  });
  expect((await page.goto(used))?.status()).toBe(404);
  await page.getByText("The link may be incomplete").waitFor();
});

test("an admin manages everybody but owners, and a member nobody", async () => {
  const [owner, admin] = [await somebody(), await somebody()];
  const organization = await organizationOf(owner);
  await join(admin, owner, organization, "admin");
  const { page } = admin;
  await page.goto(`${organization.home}/members`);
  await page.getByRole("link", { name: owner.name }).click();
  await page.getByRole("heading", { level: 1, name: owner.name }).waitFor();
  expect(await page.getByRole("radio").count()).toBe(0);
  expect(await page.getByRole("button", { name: /Remove/ }).count()).toBe(0);
  await page.goto(`${organization.home}/members/invite`);
  expect(await page.getByRole("radio").count()).toBe(2);
  expect((await page.goto(`${organization.home}/settings/billing`))?.status()).toBe(403);

  const [{ id } = { id: "" }] = await query<{ id: string }>`
    select id from "user" where email = ${admin.email}`;
  await send(owner, `/api/forms/member.change_role/${organization.slug}/${id}`, { role: "member" });
  await page.goto(`${organization.home}/members`);
  expect(await page.getByRole("link", { name: "Invite" }).count()).toBe(0);
  for (const path of ["/members/invite", "/settings/audit"]) {
    expect((await page.goto(`${organization.home}${path}`))?.status(), path).toBe(403);
  }
});
