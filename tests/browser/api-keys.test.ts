import { expect, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { expectAccessible, expectFits, openPage, signIn } from "./page.ts";

const withoutScript = { javaScriptEnabled: false, expected: /\.js csp$/ };

test.for([
  ["with script", { expected: /status of 422/ }],
  ["without script", withoutScript],
] as const)(
  "%s, an admin makes a key, which is shown once; it opens the API until it is revoked",
  async ([, options]) => {
    const page = await openPage(options);
    await signIn(page, "admin@acme.test", demoPassword);
    await page.goto("/o/acme/settings/api-keys/new");
    const name = `Reports ${crypto.randomUUID()}`;
    await page.getByLabel("Name").fill(name);
    await page.getByRole("button", { name: "Create key" }).click();
    await page.getByText("Choose at least one permission.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe(name);
    await page.getByLabel("Read the organization").check();
    await page.getByRole("button", { name: "Create key" }).click();

    await page.getByRole("heading", { name: `Your new API key, ${name}` }).waitFor();
    expect(await page.getByText("Choose at least one permission.").count()).toBe(0);
    const key = await page.getByLabel("API key", { exact: true }).inputValue();
    expect(key).toMatch(/^pn_live_/);
    await page.getByRole("listitem").getByText("Read the organization").waitFor();
    const command = await page.getByLabel("Try it").inputValue();
    expect(command).toMatch(/^curl .*Bearer pn_live_.* http.*\/api\/v1\/organizations\/acme$/);
    expect(page.url()).not.toContain(key);
    if (options !== withoutScript) await expectAccessible(page);
    await expectFits(page);
    const ask = async () =>
      (
        await page.request.get(command.split(" ").at(-1) ?? "", {
          headers: { authorization: `Bearer ${key}` },
        })
      ).status();
    expect(await ask()).toBe(200);

    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "I have copied it" }).click();
    await page.getByRole("heading", { level: 1, name: "API keys" }).waitFor();
    expect(await page.content()).not.toContain(key);
    if (options !== withoutScript) await expectAccessible(page);
    await page.getByRole("button", { name: `Revoke ${name}` }).click();
    await page.getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByRole("heading", { name: "Inactive" }).waitFor();
    expect(await ask()).toBe(401);
  },
);

test("a member is told who can see the page of keys", async () => {
  const page = await openPage({ expected: /status of 403/ });
  await signIn(page, "member@acme.test", demoPassword);
  const response = await page.goto("/o/acme/settings/api-keys");
  expect(response?.status()).toBe(403);
  await page.getByText("Only owners and admins can see this page").waitFor();
  await expectAccessible(page);
});
