import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { expectAccessible, openPage, signIn } from "./page.ts";
import { sendWebhook } from "./webhook.ts";

test("somebody signs up, signs in again, and sees what Polar says about their subscription", async () => {
  const page = await openPage();
  const name = `Robin ${randomBytes(4).toString("hex")}`;
  const email = `${name.toLowerCase().replace(" ", ".")}@example.test`;
  const password = "correct horse battery staple";

  await page.goto("/");
  await page
    .getByRole("link", { name: /sign up|create|start/i })
    .first()
    .click();
  await page.waitForURL(/\/sign-up/);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(/\/o\//);

  await page.context().clearCookies();
  await signIn(page, email, password);
  await page.getByRole("heading", { level: 1, name: new RegExp(name) }).waitFor();
  await page.getByText("No subscription").waitFor();
  expect(new URL(page.url()).search).toBe("");

  const slug = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await sendWebhook("polar", "subscription.active", "--org", slug);
  await page.reload();
  await page.getByText("Pro", { exact: true }).waitFor();
  await page.getByText("Active", { exact: true }).waitFor();
  await expectAccessible(page);
});
