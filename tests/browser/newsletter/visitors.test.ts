import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { linkIn, waitForMail } from "../mail.ts";
import { expectAccessible, openPage, openPageOf } from "../page.ts";

/** A form that was shown less than two seconds ago is shown once more. */
const typing = () => sleep(2_100);

/** What looks at pages needs script, which the visitor's browser has not. */
async function looker() {
  const page = await openPage();
  return async (address: string) => {
    await page.goto(address);
    expect(await page.locator("script").count()).toBe(0);
    await expectAccessible(page);
  };
}

test("without script a visitor subscribes, confirms, chooses, leaves and erases their data", async () => {
  const email = `Mia.${crypto.randomUUID()}@mail.example`;
  const look = await looker();
  const page = await openPage({ javaScriptEnabled: false });
  await page.goto("/n/acme");
  await look(page.url());
  await page.getByRole("link", { name: "Subscribe by email" }).click();
  await look(page.url());
  await page.getByLabel("Email").fill(email);
  await typing();
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();

  await page.goto(linkIn(await waitForMail(email, "Confirm your subscription")));
  await page.getByRole("button", { name: "Confirm subscription" }).click();
  await page.getByRole("heading", { name: "You are subscribed" }).waitFor();
  await page.getByRole("link", { name: "Choose what you receive" }).click();
  await look(page.url());
  expect(await page.getByLabel("Monthly letter").isChecked()).toBe(true);
  await page.getByLabel("Product changes").check();
  await page.getByRole("button", { name: "Save preferences" }).click();
  await page.getByText("Saved.").waitFor();
  expect(await page.getByLabel("Product changes").isChecked()).toBe(true);

  await page.getByRole("button", { name: "Unsubscribe from everything" }).click();
  await page.getByRole("heading", { name: "You are unsubscribed" }).waitFor();
  await page.getByRole("link", { name: "See or erase your data" }).click();
  await page.getByRole("button", { name: "Email me a link" }).click();
  await page.getByText("We sent you an email").waitFor();
  await page.goto(linkIn(await waitForMail(email, "Your data")));
  await page.getByText(email).waitFor();
  await look(page.url());
  await page.getByRole("button", { name: "Erase my data" }).click();
  await page.getByRole("heading", { name: "Your data is erased" }).waitFor();
});

test("a member makes a form, and its page has the code to embed it", async () => {
  const page = await openPageOf("member@acme.test", demoPassword, {
    expected: /status of 422/,
  });
  await page.goto("/o/acme/subscribers/forms");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Create form" }).click();
  const name = `Sidebar ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create form" }).click();
  await page.getByText("Choose at least one list.").waitFor();
  await page.getByLabel("Monthly letter").check();
  await page.getByRole("button", { name: "Create form" }).click();
  await page.getByRole("heading", { name }).waitFor();
  await expectAccessible(page);
  const script = await page.getByLabel("Script", { exact: true }).inputValue();
  const [, address = ""] = /src="([^"]+)"/.exec(script) ?? [];
  const code = await page.request.get(new URL(address).pathname);
  expect(code.headers()["content-type"]).toContain("text/javascript");
});
