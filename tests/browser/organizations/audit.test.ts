import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { invite, join, organizationOf, send, somebody } from "./people.ts";

test("the audit trail is filtered by what, whom and who, and downloads as what is shown", async () => {
  const [owner, guest] = [await somebody(), await somebody()];
  const organization = await organizationOf(owner);
  await join(guest, owner, organization, "admin");
  await invite(guest, organization, `third.${organization.slug}@example.test`);
  await send(owner, `/api/forms/organization.rename/${organization.slug}`, {
    name: `New ${organization.name}`,
  });
  const { page } = owner;
  await page.goto(`${organization.home}/settings/audit`);
  const events = page.getByRole("row").filter({ hasText: /Robin/ });
  const all = await events.allTextContents();
  expect(all).toHaveLength(5);
  expect(all[0]).toContain("renamed the organization");
  expect(all[0]).toMatch(/127\.0\.0\.1|::1/);

  await page.getByLabel("Action", { exact: true }).selectOption("Invitation sent");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(/action=invitation\.created/);
  await expect.poll(() => events.count()).toBe(2);
  await page.getByLabel("Actor", { exact: true }).fill(guest.email);
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(/actor=/);
  await expect.poll(() => events.count()).toBe(1);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`third.${organization.slug}@example.test`);

  await page.getByLabel("Actor", { exact: true }).fill("nobody like that");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByText("No matching events").waitFor();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect.poll(() => events.count()).toBe(5);
});
