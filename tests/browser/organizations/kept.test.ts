import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { OpenOptions } from "../page.ts";
import { type FlakyApp, startFlakyApp } from "./flaky-database.ts";
import { organizationOf, password, somebody, withoutScript } from "./people.ts";
import { query } from "./rows.ts";

const ways: [string, OpenOptions][] = [
  ["with script", {}],
  ["without script", withoutScript],
];

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test.for(ways)(
  "%s, a refused form says why beside what was typed, which stays",
  async ([, options]) => {
    const person = await somebody(options);
    const { page } = person;
    const organization = await organizationOf(person);

    await page.goto("/organizations/new");
    await field(page, "Name").fill("Light & Co");
    await field(page, "URL (optional)").fill("acme");
    await press(page, "Create organization");
    await page.getByText("This URL is taken. Choose another one.").first().waitFor();
    expect(await field(page, "Name").inputValue()).toBe("Light & Co");
    expect(await field(page, "URL (optional)").inputValue()).toBe("acme");

    await page.goto(`${organization.home}/settings`);
    await field(page, "URL").fill("Not an address!");
    await press(page, "Change URL");
    await page.getByText(/2 to 48 lowercase letters/).waitFor();
    expect(await field(page, "URL").inputValue()).toBe("Not an address!");
    expect(await field(page, "Name").inputValue()).toBe(organization.name);
    expect(await field(page, "URL").getAttribute("aria-invalid")).toBe("true");

    await press(page, "Delete organization");
    await field(page, "Organization name").fill("another name");
    await press(page, "Delete");
    await page.getByText("This does not match the name of the organization.").first().waitFor();
    expect(await field(page, "Organization name").inputValue()).toBe("another name");

    await page.goto(`${organization.home}/members/invite`);
    await field(page, "Email").fill(person.email);
    await page.getByRole("radio", { name: /^Admin/ }).check();
    await press(page, "Send invitation");
    await page.getByText("A person with this email address is already a member.").first().waitFor();
    expect(await field(page, "Email").inputValue()).toBe(person.email);
    expect(await page.getByRole("radio", { name: /^Admin/ }).isChecked()).toBe(true);

    await page.goto("/sign-up");
    await field(page, "Name").fill("Somebody else");
    await field(page, "Email").fill(person.email);
    await field(page, "Password").fill(password);
    await press(page, "Create account");
    await page.getByText("An account with this email address already exists.").first().waitFor();
    expect(await field(page, "Name").inputValue()).toBe("Somebody else");
    expect(await field(page, "Email").inputValue()).toBe(person.email);
  },
);

const endings: [string, (page: Page) => Promise<unknown>][] = [
  ["ran out", (page) => page.context().clearCookies()],
  [
    "was ended elsewhere",
    async (page) => {
      const [me] = await (await page.request.get("/account")).text().then(findEmail);
      await query`
        delete from session where user_id = (select id from "user" where email = ${me ?? ""})`;
    },
  ],
];
const findEmail = (html: string) => html.match(/robin\.\w+@example\.test/) ?? [];

test.for(endings)(
  "with script, what was typed waits while somebody whose session %s signs in again beside it",
  async ([, end]) => {
    const person = await somebody();
    const { page, email } = person;
    const { home } = await organizationOf(person);
    await page.goto(`${home}/settings`);
    await field(page, "Name").fill("Typed for an hour");
    await end(page);
    await press(page, "Save name");
    await page.getByText("You have been signed out.").waitFor();
    const [beside] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Sign in" }).click(),
    ]);
    await field(beside, "Email").fill(email);
    await field(beside, "Password").fill(password);
    await press(beside, "Sign in");
    await beside.waitForURL(/\/settings/);
    await beside.close();
    expect(await field(page, "Name").inputValue()).toBe("Typed for an hour");
    await press(page, "Save name");
    await page.getByText("Name changed.").waitFor();
  },
);

const forms: [string, (home: string) => string, string, string][] = [
  ["rename", (home) => `${home}/settings`, "Name", "Save name"],
  ["create", () => "/organizations/new", "Name", "Create organization"],
  ["change their own name", () => "/account", "Name", "Save name"],
];

test.for(endings.flatMap(([how, end]) => forms.map((form) => [how, form, end] as const)))(
  "without script, somebody whose session %s finds what they typed once they signed in: %s",
  async ([, [, pathOf, label, button], end]) => {
    const person = await somebody(withoutScript);
    const { page, email } = person;
    const { home } = await organizationOf(person);
    await page.goto(pathOf(home));
    await field(page, label).fill("Typed for an hour");
    await end(page);
    await press(page, button);
    await page.waitForURL(/\/sign-in/);
    await field(page, "Email").fill(email);
    await field(page, "Password").fill(password);
    await press(page, "Sign in");
    await page.getByText("You were signed out, so this was not saved.").waitFor();
    expect(await field(page, label).inputValue()).toBe("Typed for an hour");
    await press(page, button);
    await page.getByText(/changed\.|created\./).waitFor();
  },
);

test.for(ways)(
  "%s, what was typed is still there when the database is back",
  { timeout: 120_000 },
  async ([, options]) => {
    const app: FlakyApp = await startFlakyApp();
    try {
      // When the test ends, the app is gone before its page is.
      const expected = /status of 503|ERR_CONNECTION_REFUSED|\.js csp$/;
      const person = await somebody({ ...options, baseURL: app.url, expected });
      const { page } = person;
      const { home } = await organizationOf(person);
      await page.goto(`${home}/settings`);
      await field(page, "Name").fill("Typed for an hour");
      await app.cut();
      page.setDefaultTimeout(40_000);
      await press(page, "Save name");
      if (options.javaScriptEnabled === false) {
        await page.getByText("The database cannot be reached").waitFor();
        await app.mend();
        await page.getByRole("link", { name: "Try again" }).click();
        await page.getByText("Something went wrong on our side.").waitFor();
      } else {
        await page.getByText("Something went wrong on our side.").waitFor();
        await app.mend();
      }
      expect(await field(page, "Name").inputValue()).toBe("Typed for an hour");
      await press(page, "Save name");
      await page.getByText("Name changed.").waitFor();
    } finally {
      await app.stop();
    }
  },
);
