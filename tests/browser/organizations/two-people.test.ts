import { expect, test } from "vitest";
import { type OpenOptions, openPage } from "../page.ts";
import {
  invite,
  join,
  type Organization,
  organizationOf,
  type Person,
  password,
  send,
  somebody,
  stranger,
  withoutScript,
} from "./people.ts";
import { query } from "./rows.ts";

/** The same person in another browser. */
async function elsewhere(person: Person, options: OpenOptions = {}): Promise<Person> {
  const page = await openPage({ expected: /status of/, ...options });
  const twin = { ...person, page };
  await send(twin, "/api/account/sign-in", { email: person.email, password });
  return twin;
}

const membersOf = ({ slug }: Organization) =>
  query<{ name: string; role: string }>`
    select "user".name, memberships.role from memberships
    join organizations on organizations.id = memberships.organization_id
    join "user" on "user".id = memberships.user_id
    where organizations.slug = ${slug} and memberships.deleted_at is null order by 1`;

const ways: [string, OpenOptions][] = [
  ["with script", {}],
  ["without script", withoutScript],
];

test.for(ways)(
  "%s, of two owners who lower each other one stays, and the other is told",
  async ([, options]) => {
    const [ann, ben] = [await somebody(options), await somebody(options)];
    const organization = await organizationOf(ann);
    await join(ben, ann, organization, "owner");
    for (const [one, other] of [
      [ann, ben],
      [ben, ann],
    ] as const) {
      await one.page.goto(`${organization.home}/members`);
      await one.page.getByRole("link", { name: other.name }).click();
      await one.page.getByRole("radio", { name: /^Member/ }).check();
    }
    const press = ({ page }: Person) => page.getByRole("button", { name: "Change role" }).click();
    await Promise.all([press(ann), press(ben)]);

    const done = "Role changed.";
    const refused = /Your role does not allow this|needs at least one owner/;
    const told = await Promise.all(
      [ann, ben].map(async ({ page }) => {
        const words = page.getByText(done).or(page.getByText(refused));
        return (await words.first().textContent()) === done;
      }),
    );
    expect(told.toSorted()).toEqual([false, true]);
    const roles = (await membersOf(organization)).map(({ role }) => role);
    expect(roles.toSorted()).toEqual(["member", "owner"]);
  },
);

test.for(ways)(
  "%s, of two people one gets the last seat, and the other is told",
  async ([, options]) => {
    const [owner, ann, ben] = [await somebody(), await somebody(options), await somebody(options)];
    const organization = await organizationOf(owner);
    const links = [
      await invite(owner, organization, ann.email),
      await invite(owner, organization, ben.email),
    ];
    // The plan had seats for both. Now one is left.
    await query`
    insert into memberships (organization_id, user_id, role)
    select organizations.id, "user".id, 'member' from organizations,
      (select id from "user" where email like '%@initech.test' order by id) as "user"
    where organizations.slug = ${organization.slug}
    limit (select seats_left(id) - 1 from organizations where slug = ${organization.slug})`;
    await Promise.all([ann.page.goto(links[0] ?? ""), ben.page.goto(links[1] ?? "")]);
    const accept = ({ page }: Person) => page.getByRole("button", { name: "Accept" }).click();
    await Promise.all([accept(ann), accept(ben)]);

    const told = await Promise.all(
      [ann, ben].map(async ({ page }) => {
        const words = page.getByText("Welcome! You joined the organization.");
        const refusal = page.getByRole("alert").filter({ hasText: "No seats left" });
        return (await words.or(refusal).first().textContent())?.includes("Welcome");
      }),
    );
    expect(told.toSorted()).toEqual([false, true]);
    const names = (await membersOf(organization)).map(({ name }) => name);
    expect([ann.name, ben.name].filter((name) => names.includes(name))).toHaveLength(1);
  },
);

/** Two admins who look at the same invitation, which was sent yesterday. */
async function twoAdmins() {
  const [ann, ben] = [await somebody(), await somebody()];
  const organization = await organizationOf(ann);
  await join(ben, ann, organization, "admin");
  const guest = `guest.of.${organization.slug}@example.test`;
  const link = await invite(ann, organization, guest);
  await query`
    update invitations set expires_at = expires_at - interval '1 day',
      created_at = created_at - interval '1 day' where email = ${guest}`;
  for (const { page } of [ann, ben]) await page.goto(`${organization.home}/members`);
  const press = ({ page }: Person, name: string) => page.getByRole("button", { name }).click();
  return {
    ...{ ann, ben, guest, link, organization },
    revoke: async (who: Person) => {
      await press(who, `Revoke the invitation to ${guest}`);
      await press(who, "Revoke invitation");
    },
    resend: (who: Person) => press(who, `Resend the invitation to ${guest}`),
  };
}

test("two admins may revoke the same invitation at once, and both are told that it is done", async () => {
  const { ann, ben, link, revoke } = await twoAdmins();
  await Promise.all([revoke(ann), revoke(ben)]);
  for (const { page } of [ann, ben]) {
    await page.getByText("Invitation revoked.").first().waitFor();
    await page.getByText("No open invitations").waitFor();
  }
  const { page } = await stranger();
  await page.goto(link);
  await page.getByText("This invitation was revoked or declined.").waitFor();
});

test("when one admin revokes what another sends again, it stays revoked and each knows", async () => {
  const { ann, ben, guest, link, revoke, resend } = await twoAdmins();
  await Promise.all([revoke(ann), resend(ben)]);
  await ann.page.getByText("Invitation revoked.").first().waitFor();
  const sent = ben.page.getByText("Invitation sent again.");
  const late = ben.page.getByText("This invitation was revoked or declined.");
  await sent.or(late).first().waitFor();
  const [invitation] = await query<{ isOpen: boolean }>`
    select revoked_at is null as "isOpen" from invitations where email = ${guest}`;
  expect(invitation?.isOpen).toBe(false);
  await ben.page.reload();
  await ben.page.getByText("No open invitations").waitFor();
  const { page } = await stranger();
  await page.goto(link);
  await page
    .getByText(/was revoked or declined|Invitation not found/)
    .first()
    .waitFor();
});

test("two admins who send an invitation again at once send one mail", async () => {
  const { ann, ben, guest, resend } = await twoAdmins();
  await Promise.all([resend(ann), resend(ben)]);
  for (const { page } of [ann, ben]) {
    await page.getByText("Invitation sent again.").first().waitFor();
  }
  const mails = await query`select from outbox where recipient = ${guest}`;
  expect(mails).toHaveLength(2);
});

test.for(ways)("%s, a double click makes one organization", async ([, options]) => {
  const { page, name } = await somebody(options);
  await page.goto("/organizations/new");
  await page.getByLabel("Name").fill(`Twice of ${name}`);
  await page.getByRole("button", { name: "Create organization" }).dblclick();
  await page.getByText("Organization created.").waitFor();
  expect(await query`select from organizations where name = ${`Twice of ${name}`}`).toHaveLength(1);
});

test.for(ways)(
  "%s, going back and sending the form again leads to the organization that it made",
  async ([, options]) => {
    const { page, name } = await somebody(options);
    await page.goto("/organizations");
    await page.getByRole("link", { name: "Create an organization" }).click();
    const wanted = `Again of ${name}`;
    const create = async () => {
      await page.getByLabel("Name").fill(wanted);
      await page.getByRole("button", { name: "Create organization" }).click();
      await page.getByText("Organization created.").waitFor();
      return new URL(page.url()).pathname;
    };
    const first = await create();
    await page.goBack();
    expect(await create()).toBe(first);
    expect(await query`select from organizations where name = ${wanted}`).toHaveLength(1);

    await page.goBack();
    await page.getByLabel("Name").fill(`Another of ${name}`);
    await page.getByRole("button", { name: "Create organization" }).click();
    await page.getByRole("heading", { level: 1, name: `Another of ${name}` }).waitFor();
  },
);

test("who has a page open since before another renamed and moved the organization saves to it", async () => {
  const ann = await somebody();
  const organization = await organizationOf(ann);
  const twin = await elsewhere(ann);
  for (const { page } of [ann, twin]) await page.goto(`${organization.home}/settings`);
  await ann.page.getByLabel("Name", { exact: true }).fill(`New ${organization.name}`);
  await ann.page.getByRole("button", { name: "Save name" }).click();
  await ann.page.getByText("Name changed.").waitFor();
  await ann.page.getByLabel("URL", { exact: true }).fill(`new-${organization.slug}`);
  await ann.page.getByRole("button", { name: "Change URL" }).click();
  await ann.page.waitForURL(new RegExp(`/o/new-${organization.slug}/settings`));

  await twin.page.getByLabel("Name", { exact: true }).fill(`Newest ${organization.name}`);
  await twin.page.getByRole("button", { name: "Save name" }).click();
  await twin.page.waitForURL(new RegExp(`/o/new-${organization.slug}/settings`));
  await twin.page.getByText("Name changed.").waitFor();
  await ann.page.reload();
  const field = ann.page.getByLabel("Name", { exact: true });
  expect(await field.inputValue()).toBe(`Newest ${organization.name}`);
});
