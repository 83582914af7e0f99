import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { pages } from "#lib/workspace/shell/pages.ts";
import { expectAccessible, expectFits } from "../page.ts";
import { invite, organizationOf, send, somebody, stranger } from "./people.ts";
import { query } from "./rows.ts";

const below = [...pages.map(({ path }) => path), "/members/invite"];

/** Looks at a page on a wide screen in the light, and on a phone in the dark. */
async function look(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  expect((await page.goto(path))?.status(), path).toBeLessThan(400);
  expect(await page.getByRole("heading", { level: 1 }).count(), path).toBe(1);
  await expectAccessible(page, ["light"]);
  await expectFits(page);
  await expectAccessible(page, ["dark"]);
}

test("every page is right with one row and with none", { timeout: 300_000 }, async () => {
  const owner = await somebody();
  const { page } = owner;
  await look(page, "/organizations");
  await page.getByText("No organizations yet").waitFor();
  await look(page, "/organizations/new");
  const { home } = await organizationOf(owner);
  for (const path of below) await look(page, `${home}${path}`);
  const nothing = ["/members?search=nobody", "/settings/audit?actor=nobody"];
  for (const path of nothing) await look(page, `${home}${path}`);
  await page.goto(`${home}/members`);
  await look(page, (await page.getByRole("link", { name: owner.name }).getAttribute("href")) ?? "");
  await look(page, "/account");
});

const long = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenauszahlungsstelle";

test("every page is right with many rows, and long words", { timeout: 300_000 }, async () => {
  const owner = await somebody();
  const { page } = owner;
  const organization = await organizationOf(owner);
  const { slug, home } = organization;
  await send(owner, `/api/forms/organization.rename/${slug}`, { name: long });
  await send(owner, "/api/account/name", { name: long });
  await query`
    insert into memberships (organization_id, user_id, role)
    select organizations.id, "user".id, 'member' from organizations, "user"
    where slug = ${slug} and "user".email like '%@initech.test'`;
  await query`
    insert into invitations (organization_id, email, role, invited_by, expires_at)
    select organizations.id, ${long} || number || '@example.test', 'admin', "user".id,
      now() + make_interval(days => number - 3)
    from organizations, "user", generate_series(1, 60) as number
    where slug = ${slug} and "user".email = ${owner.email}`;
  await query`
    insert into audit_events (organization_id, actor_id, action, target_type, metadata, user_agent)
    select organizations.id, "user".id, 'organization.renamed', 'organization',
      jsonb_build_object('from', ${long}::text, 'to', ${long}::text), ${long}
    from organizations, "user", generate_series(1, 10000)
    where slug = ${slug} and "user".email = ${owner.email}`;
  for (const path of below) await look(page, `${home}${path}`);
  for (const path of ["/members", "/settings/audit"]) {
    await page.goto(`${home}${path}`);
    const next = page.getByRole("link", { name: /^(Next|Older)/ });
    await look(page, (await next.getAttribute("href")) ?? "");
  }
  await look(page, "/organizations");
  await query`update plans set seats = seats + 500 where slug = 'free'`;
  const guest = await somebody();
  const link = await invite(owner, organization, guest.email);
  await query`update plans set seats = seats - 500 where slug = 'free'`;
  await look(guest.page, link);
});

test("the page of an invitation is right for everybody who may open it", async () => {
  const [owner, guest] = [await somebody(), await somebody()];
  const link = await invite(owner, await organizationOf(owner), guest.email);
  const visitor = await stranger();
  for (const { page } of [visitor, guest, owner]) await look(page, link);
});
