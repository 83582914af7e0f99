import type { Page } from "playwright-core";
import { withPointer } from "../organizations/hands.ts";
import { organizationOf, type Person, somebody } from "../organizations/people.ts";
import { query } from "../organizations/rows.ts";
import type { OpenOptions } from "../page.ts";

/** What an owner does on the page of billing, and on Polar's. */
export function cashier(page: Page, home: string) {
  const { press, follow } = withPointer(page);
  const toBilling = () => page.goto(`${home}/settings/billing`);
  const told = (text: string | RegExp) =>
    page.getByText(text).filter({ visible: true }).first().waitFor();
  const has = (plan: string) => page.getByRole("heading", { name: `${plan} plan` }).waitFor();
  const pay = async () => {
    await page.getByRole("heading", { name: "Checkout" }).waitFor();
    await press("Pay");
    await page.waitForURL((url) => url.pathname === `${home}/settings/billing`);
  };
  return { press, follow, toBilling, told, has, pay };
}

/** An owner of a new organization, on its page of billing. */
export async function customer(options: OpenOptions = {}) {
  const owner = await somebody(options);
  const organization = await organizationOf(owner);
  const [row] = await query<{ id: string }>`
    select id from organizations where slug = ${organization.slug}`;
  const at = cashier(owner.page, organization.home);
  await at.toBilling();
  return { owner, page: owner.page, organization, id: row?.id ?? "", ...at };
}

/** The same for somebody else, in an organization that is there. */
export async function cashierOf(person: Person, home: string) {
  const at = cashier(person.page, home);
  await at.toBilling();
  return { page: person.page, ...at };
}
