import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { linkIn, waitForMail } from "../mail.ts";
import { expectAccessible, expectFits, type OpenOptions } from "../page.ts";
import { type Hands, withKeyboard, withPointer } from "./hands.ts";
import { type Person, password, pathOf, somebody, stranger, withoutScript } from "./people.ts";

interface Way {
  options: OpenOptions;
  hands(page: Page): Hands;
  /** What is looked at on every page on the way. */
  look?(page: Page): Promise<void>;
}

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

const ways: [string, Way][] = [
  ["with a mouse", { options: {}, hands: withPointer }],
  ["without script", { options: withoutScript, hands: withPointer }],
  ["with the keyboard alone", { options: {}, hands: withKeyboard }],
  [
    "in the dark on a phone",
    {
      options: { ...phone, colorScheme: "dark" },
      hands: withPointer,
      async look(page) {
        await expectFits(page);
        await expectAccessible(page, ["dark"]);
      },
    },
  ],
];

test.for(ways)(
  "%s, somebody signs up, founds an organization, shares it, and ends it",
  { timeout: 300_000 },
  async ([, { options, hands, look = async () => {} }]) => {
    const owner = await stranger(options);
    const { page } = owner;
    const { fill, press, follow, choose } = hands(page);
    const told = async (text: string | RegExp, at = page) => {
      await at.getByText(text).filter({ visible: true }).first().waitFor();
      await look(at);
    };
    const to = (name: string) => turnTo(page, follow, name);

    // Signs up, and confirms the address.
    await page.goto("/sign-up");
    await look(page);
    await signUp(owner, hands);
    await page.waitForURL(/\/o\//);
    await told("Confirm your email address");
    await page.goto(pathOf(linkIn(await waitForMail(owner.email, "Confirm your email address"))));
    await look(page);
    await press("Confirm email address");
    await told("Your email address is confirmed.");
    await follow("Go to your organization");
    await page.getByRole("heading", { level: 1, name: owner.name }).waitFor();
    expect(await page.getByText("Confirm your email address").count()).toBe(0);

    // Founds an organization, and gives it another name and another address.
    const mark = randomBytes(4).toString("hex");
    await page.goto("/organizations");
    await look(page);
    await follow("New organization");
    await page.getByRole("heading", { level: 1, name: "New organization" }).waitFor();
    await look(page);
    await fill("Name", `Lamp ${mark}`);
    await press("Create organization");
    await page.waitForURL(new RegExp(`/o/lamp-${mark}\\b`));
    await told("Organization created.");
    await to("General");
    await fill("Name", `Lantern ${mark}`);
    await press("Save name");
    await told("Name changed.");
    await fill("URL", `lantern-${mark}`);
    await press("Change URL");
    await page.waitForURL(new RegExp(`/o/lantern-${mark}/settings`));
    await told("URL changed. The old URL redirects here.");
    await page.goto(`/o/lamp-${mark}/settings`);
    expect(new URL(page.url()).pathname).toBe(`/o/lantern-${mark}/settings`);
    const home = `/o/lantern-${mark}`;

    // Invites somebody who has no account yet.
    const sendInvitation = async (email: string, role: RegExp) => {
      await to("Members");
      await follow("Invite");
      await page.getByRole("heading", { level: 1, name: "Invite a member" }).waitFor();
      await look(page);
      await fill("Email", email);
      await choose(role);
      await press("Send invitation");
      await told("Invitation sent.");
      return pathOf(linkIn(await waitForMail(email, "invited you to join")));
    };
    const guest = await stranger(options);
    await guest.page.goto(await sendInvitation(guest.email, /^Admin/));
    await look(guest.page);
    const guests = hands(guest.page);
    await guests.follow("Create an account");
    await guest.page.waitForURL(/\/sign-up/);
    expect(await guest.page.getByLabel("Email").inputValue()).toBe(guest.email);
    await signUp(guest, hands, { isInvited: true });
    await guest.page.waitForURL(/\/invite\//);
    await look(guest.page);
    await guests.press("Accept");
    await told("Welcome! You joined the organization.", guest.page);
    expect(await guest.page.getByText("Confirm your email address").count()).toBe(0);

    // And somebody who has one.
    const known = await somebody(options);
    await known.page.context().clearCookies();
    await known.page.goto(await sendInvitation(known.email, /^Member/));
    const knowns = hands(known.page);
    await knowns.follow("Sign in");
    await known.page.waitForURL(/\/sign-in/);
    await look(known.page);
    expect(await known.page.getByLabel("Email").inputValue()).toBe(known.email);
    await knowns.fill("Password", password);
    await knowns.press("Sign in");
    await known.page.waitForURL(/\/invite\//);
    await knowns.press("Accept");
    await told("Welcome! You joined the organization.", known.page);

    // Changes a role, and ends a membership.
    await to("Members");
    await told("This organization has 3 members.");
    await follow(guest.name);
    await page.getByRole("heading", { level: 1, name: guest.name }).waitFor();
    await look(page);
    await choose(/^Member/);
    await press("Change role");
    await told("Role changed.");
    await follow(known.name);
    await page.getByRole("heading", { level: 1, name: known.name }).waitFor();
    await press("Remove from organization");
    await told(`Remove ${known.name}?`);
    await press("Remove");
    await told("Member removed.");
    expect((await known.page.goto(home))?.status()).toBe(404);
    await look(known.page);

    // One leaves; the only owner cannot.
    await guest.page.goto(`${home}/settings`);
    await guests.press("Leave organization");
    await guests.press("Leave");
    await told("You left the organization.", guest.page);
    expect((await guest.page.goto(home))?.status()).toBe(404);
    await to("General");
    await told("You are the only owner.");

    await to("Audit trail");
    for (const sentence of [
      "created the organization",
      `renamed the organization from Lamp ${mark} to Lantern ${mark}`,
      `changed the URL of the organization from lamp-${mark} to lantern-${mark}`,
      `invited ${guest.email} as admin`,
      "joined as admin",
      `changed the role of ${guest.name} from admin to member`,
      `removed ${known.name}`,
      "left the organization",
    ]) {
      await page.getByText(sentence).first().waitFor();
    }
    await look(page);

    // Deletes it, takes that back, and deletes it again.
    const end = async () => {
      await to("General");
      await press("Delete organization");
      await fill("Organization name", `Lantern ${mark}`);
      await press("Delete");
      await told("You can restore it for 7 days.");
    };
    await end();
    await press(`Restore Lantern ${mark}`);
    await told("Organization restored.");
    await end();
    expect((await page.goto(home))?.status()).toBe(404);
    await look(page);
  },
);

/** Fills and sends the page of a new account. */
async function signUp(
  { page, name, email }: Person,
  hands: Way["hands"],
  { isInvited = false } = {},
) {
  const { fill, press } = hands(page);
  await fill("Name", name);
  if (!isInvited) await fill("Email", email);
  await fill("Password", password);
  await press("Create account");
}

/** Goes to another page of the organization; on a phone its navigation is opened first. */
async function turnTo(page: Page, follow: Hands["follow"], name: string) {
  const drawer = page.getByRole("button", { name: "Navigation" });
  if (await drawer.isVisible()) await drawer.click();
  await follow(name);
  const title = { General: "General", Members: "Members", "Audit trail": "Audit trail" }[name];
  await page.getByRole("heading", { level: 1, name: title ?? name, exact: true }).waitFor();
}
