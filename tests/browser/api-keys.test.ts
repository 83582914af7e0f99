import { expect, test } from "vitest";
import { demoPassword } from "#lib/local/demo.ts";
import { expectAccessible, expectFits, openPage, signIn } from "./page.ts";

test("an admin makes a key, which is shown once; it opens the API until it is revoked", async () => {
  const page = await openPage();
  await signIn(page, "admin@acme.test", demoPassword);
  await page.goto("/o/acme/settings/api-keys/new");
  const name = `Reports ${crypto.randomUUID()}`;
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByText("Choose what the key may do.").waitFor();
  expect(await page.getByLabel("Name").inputValue()).toBe(name);
  await page.getByLabel("Read the organization").check();
  await page.getByRole("button", { name: "Make the key" }).click();

  const field = page.getByLabel("API key");
  await field.waitFor();
  const key = await field.inputValue();
  expect(key).toMatch(/^pn_live_/);
  expect(page.url()).not.toContain(key);
  await expectAccessible(page);
  await expectFits(page);
  const ask = async () =>
    (
      await page.request.get("/api/v1/organizations/acme", {
        headers: { authorization: `Bearer ${key}` },
      })
    ).status();
  expect(await ask()).toBe(200);

  await page.getByRole("link", { name: "I have copied it" }).click();
  await page.getByRole("heading", { level: 1, name: "API keys" }).waitFor();
  expect(await page.content()).not.toContain(key);
  await expectAccessible(page);
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await page.getByRole("heading", { name: "Ended" }).waitFor();
  expect(await ask()).toBe(401);
});

test("a member finds no page of keys", async () => {
  const page = await openPage({ expected: /status of 404/ });
  await signIn(page, "member@acme.test", demoPassword);
  const response = await page.goto("/o/acme/settings/api-keys");
  expect(response?.status()).toBe(404);
});
