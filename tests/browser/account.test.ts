import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { expect, test } from "vitest";
import { linkIn, waitForMail } from "./mail.ts";
import { expectAccessible, expectFits, type OpenOptions, openPage, signIn } from "./page.ts";

const password = "correct horse battery staple";

/** Somebody new, who is signed in and on their account page. */
async function newcomer(options: OpenOptions = {}): Promise<{ page: Page; email: string }> {
  const page = await openPage(options);
  const name = `Robin ${randomBytes(4).toString("hex")}`;
  const email = `${name.toLowerCase().replace(" ", ".")}@example.test`;
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(/\/o\//);
  await page.goto("/account");
  return { page, email };
}

const picture = async () => ({
  name: "me.png",
  mimeType: "image/png",
  buffer: await sharp({ create: { width: 300, height: 200, channels: 3, background: "#804060" } })
    .png()
    .toBuffer(),
});

const part = (page: Page, id: string) => page.locator(`#${id}`);

// A page's address for its script, which a browser without script does not load.
const withoutScript = { javaScriptEnabled: false, expected: /\.js csp$/ };

test.for([
  ["with script", {}],
  ["with JavaScript off", withoutScript],
] as const)("%s, somebody gives themselves a name and a picture", async ([, options]) => {
  const { page } = await newcomer(options);
  const name = `Quinn ${randomBytes(4).toString("hex")}`;
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save name" }).click();
  await page.getByText("Name changed.").waitFor();
  await expect.poll(() => page.getByLabel("Name").inputValue()).toBe(name);

  await page.getByLabel("File").setInputFiles(await picture());
  await page.getByRole("button", { name: "Upload picture" }).click();
  await page.getByText("Picture changed.").waitFor();
  const image = part(page, "picture").locator("img");
  await image.waitFor();
  const shown = await page.request.get((await image.getAttribute("src")) ?? "");
  expect(shown.status()).toBe(200);
  expect(shown.headers()["content-type"]).toBe("image/webp");

  await page.getByRole("button", { name: "Remove picture" }).click();
  await page.getByText("Picture removed.").waitFor();
  await expect.poll(() => image.count()).toBe(0);

  await page.goto("/welcome");
  await page.waitForURL(/\/o\//);
  expect(await page.content()).toContain(name);
});

test.for([
  ["with script", { expected: /status of (403|422)/ }],
  ["with JavaScript off", withoutScript],
] as const)(
  "%s, what is wrong is said in the form that was sent, and only there",
  async ([, options]) => {
    const { page, email } = await newcomer(options);
    await page.getByLabel("File").setInputFiles({
      name: "me.png",
      mimeType: "image/png",
      buffer: Buffer.from("<svg/>"),
    });
    await page.getByRole("button", { name: "Upload picture" }).click();
    await part(page, "picture").getByText("Choose a PNG, JPEG or WebP file.").waitFor();

    const address = part(page, "address");
    await address.getByLabel("New email address").fill(`new.${email}`);
    await address.getByLabel("Your password").fill("not the password");
    await address.getByRole("button", { name: "Send link" }).click();
    await address.getByText("This is not your current password.").waitFor();
    expect(await address.getByLabel("New email address").inputValue()).toBe(`new.${email}`);
    expect(await part(page, "password").getByText("not your current password").count()).toBe(0);
    expect(await part(page, "delete").getByText("not your current password").count()).toBe(0);
    expect(
      await part(page, "delete")
        .getByLabel(/To confirm/)
        .inputValue(),
    ).toBe("");
    if (options !== withoutScript) await expectAccessible(page);
    await expectFits(page);
  },
);

test("somebody changes their password, and signs in with it", async () => {
  const { page, email } = await newcomer();
  const form = part(page, "password");
  await form.getByLabel("Current password").fill(password);
  await form.getByLabel("New password").fill(`${password} more`);
  await form.getByRole("button", { name: "Change password" }).click();
  await page.getByText("Password changed.").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await signIn(page, email, `${password} more`);
});

test.for([
  ["with script", {}],
  ["with JavaScript off", withoutScript],
] as const)(
  "%s, somebody deletes their account and is told what goes with it",
  async ([, options]) => {
    const { page, email } = await newcomer(options);
    const zone = part(page, "delete");
    await zone.getByText("Deleted with you").waitFor();
    expect(await zone.getByRole("listitem").count()).toBe(1);
    await zone.getByLabel(/To confirm/).fill(email);
    await zone.getByLabel("Your password").fill(password);
    await zone.getByRole("button", { name: "Delete account" }).click();
    await page.waitForURL(/\/goodbye$/);
    await page.getByRole("heading", { level: 1, name: "Goodbye" }).waitFor();
    if (options !== withoutScript) await expectAccessible(page);
    await expectFits(page);
    await page.goto("/account");
    await page.waitForURL(/\/sign-in/);
  },
);

test("the last owner of a team is told whom to make an owner first", async () => {
  const page = await openPage();
  await signIn(page, "owner@acme.test", "penning-demo");
  await page.goto("/account");
  const zone = part(page, "delete");
  await zone.getByText("Make someone else an owner first").waitFor();
  await zone.getByRole("link", { name: "Acme", exact: true }).waitFor();
  expect(await zone.getByRole("button", { name: "Delete account" }).count()).toBe(0);
  await expectAccessible(page);
});

test("the page of a new address can be used by everybody, and says when a link is too old", async () => {
  const { page } = await newcomer({ expected: /status of 422/ });
  await page.goto("/confirm-address?token=made-up");
  await expectAccessible(page);
  await expectFits(page);
  await page.getByRole("button", { name: "Use this email address" }).click();
  await page.getByText("This link has expired or has already been used.").waitFor();
});

test.for([
  ["with script", {}],
  ["with JavaScript off", withoutScript],
] as const)(
  "%s, somebody stops a change that they did not ask for, and chooses a new password",
  async ([, options]) => {
    const { page: thief, email } = await newcomer({ expected: /status of 401/ });
    const form = part(thief, "address");
    await form.getByLabel("New email address").fill(`thief.${email}`);
    await form.getByLabel("Your password").fill(password);
    await form.getByRole("button", { name: "Send link" }).click();
    await thief.getByText("We sent a link to the new address").first().waitFor();

    const page = await openPage(options);
    await page.goto(
      pathOf(linkIn(await waitForMail(email, "Your email address is about to change"))),
    );
    if (options !== withoutScript) await expectAccessible(page);
    await expectFits(page);
    await page.getByRole("button", { name: "Cancel the change" }).click();
    await page.getByText("The email change is canceled.").waitFor();
    await page.getByLabel("New password").fill(`${password} again`);
    await page.getByRole("button", { name: "Set password" }).click();
    await page.waitForURL(/\/sign-in/);
    await signIn(page, email, `${password} again`);
    await thief.goto(pathOf(linkIn(await waitForMail(`thief.${email}`))));
    await thief.getByRole("button", { name: "Use this email address" }).click();
    await thief
      .getByText(/[Ss]ign in/)
      .first()
      .waitFor();
  },
);

test.for([
  ["with script", {}],
  ["with JavaScript off", withoutScript],
] as const)(
  "%s, the owner of an address gets the account that somebody else made with it",
  async ([, options]) => {
    const { email } = await newcomer();
    const page = await openPage(options);
    await page.goto(pathOf(linkIn(await waitForMail(email, "Confirm your email address"))));
    await page.getByRole("button", { name: "Confirm email address" }).click();
    await page.getByText("You are not signed in to this account on this device.").waitFor();
    if (options !== withoutScript) await expectAccessible(page);
    await expectFits(page);
    await page.getByLabel("New password").fill(`${password} of mine`);
    await page.getByRole("button", { name: "Confirm and set password" }).click();
    await page.waitForURL(/\/sign-in/);
    await signIn(page, email, `${password} of mine`);
  },
);

const pathOf = (link: string) => {
  const { pathname, search } = new URL(link);
  return pathname + search;
};
