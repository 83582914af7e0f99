import { eq } from "drizzle-orm";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import {
  creditGrants,
  creditPacks,
  memberships,
  organizations,
  subscriptions,
} from "#drizzle/tables.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { deliveriesPerPage } from "#lib/integrations/deliveries.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { demoPassword } from "#local/demo.ts";
import { polarProducts } from "#local/polar/products.ts";
import { sendEvent, signEvent } from "#local/send.ts";
import { delivery, payload } from "#tests/webhooks/payload.ts";
import { expectAccessible, expectFits, type OpenOptions, openPageOf } from "./page.ts";

const { db, end } = tcpDatabase(inject("env").DATABASE_URL_UNPOOLED ?? "");
afterAll(end);

let slug: string;
let list: string;
let product: string;
let organizationId: string;

/** An organization for each test, of the demo's owner and member. */
beforeEach(async () => {
  slug = `webhooks-${crypto.randomUUID().slice(0, 8)}`;
  list = `/o/${slug}/settings/webhooks`;
  product = crypto.randomUUID();
  organizationId = crypto.randomUUID();
  await db.insert(organizations).values({ id: organizationId, slug, name: "Deliveries" });
  await db.insert(memberships).values([
    { organizationId, userId: "demo_owner", role: "owner" },
    { organizationId, userId: "demo_member", role: "member" },
  ]);
});

/** Polar says that this organization bought something that we do not sell, yet. */
async function receiveOrder(): Promise<void> {
  const captured = payload("polar/08.order.paid");
  const customer = { external_id: organizationId };
  const data = { ...Object(captured.data), id: crypto.randomUUID(), product_id: product, customer };
  await recordPolarEvent(db, ...delivery("polar", { ...captured, data }));
}

async function sellIt(): Promise<void> {
  await db
    .insert(creditPacks)
    .values({ slug: product, name: "A pack", credits: 100, polarProductId: product });
}

async function open(options?: OpenOptions): Promise<Page> {
  const page = await openPageOf("owner@acme.test", demoPassword, options);
  await page.goto(`/o/${slug}`);
  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
  return page;
}

test.for([
  ["with", true],
  ["without", false],
] as const)(
  "an owner %s JavaScript finds a parked delivery, reads and replays it",
  async ([, javaScriptEnabled]) => {
    await receiveOrder();
    const page = await open({ javaScriptEnabled, expected: /\.js csp$/ });
    await page.getByLabel("Outcome").selectOption("Parked");
    // With script the filter is sent as it is changed.
    if (!javaScriptEnabled) await page.getByRole("button", { name: "Filter" }).click();
    await page.waitForURL(/outcome=parked/);
    await page.getByRole("link", { name: "order.paid" }).click();
    await page.getByRole("heading", { level: 1, name: "order.paid" }).waitFor();
    await page.getByText(`product:${product}`).waitFor();
    expect(await page.getByRole("region", { name: "Body" }).textContent()).toContain(
      `"product_id": "${product}"`,
    );

    await page.getByRole("button", { name: "Replay" }).click();
    await page.getByText("The delivery is still parked").waitFor();
    await sellIt();
    await page.getByRole("button", { name: "Replay" }).click();
    await page.getByText("The database now has this change").waitFor();
    await page.getByText("Applied", { exact: true }).waitFor();
    const grants = eq(creditGrants.organizationId, organizationId);
    expect(await db.$count(creditGrants, grants)).toBe(1);
  },
);

test("what came before its organization is applied by itself when that comes", async () => {
  const id = `org_${crypto.randomUUID()}`;
  const captured = payload("polar/synthetic.subscription.active");
  const { id: subscription, product_id: _, ...rest } = Object(captured.data);
  const data = { ...rest, id: `${subscription}-${id}`, product_id: polarProducts.pro.id };
  const waiting = { ...captured, data: { ...data, customer: { external_id: id } } };
  const organization = { id, name: "Late", slug: id.replace("_", "-") };
  const created = { type: "organization.created", timestamp: Date.now(), data: organization };
  for (const [provider, event, outcome] of [
    ["polar", waiting, "parked"],
    ["clerk", created, "applied"],
  ] as const) {
    const secret = provider === "polar" ? "POLAR_WEBHOOK_SECRET" : "CLERK_WEBHOOK_SIGNING_SECRET";
    const signed = signEvent(provider, event, allLocalSecrets[secret]);
    const answer = await sendEvent(inject("app"), provider, signed);
    expect(await answer.json()).toEqual({ outcome });
  }
  const row = eq(subscriptions.polarSubscriptionId, data.id);
  await expect.poll(() => db.$count(subscriptions, row)).toBe(1);
});

test("an owner replays all that is parked at once", async () => {
  await receiveOrder();
  await receiveOrder();
  await sellIt();
  const page = await open();
  await page.getByText("2 deliveries are parked").waitFor();
  await page.getByRole("button", { name: "Replay all parked" }).click();
  await page.getByText("Replayed: 2 applied.").waitFor();
  expect(await page.getByRole("button", { name: "Replay all parked" }).count()).toBe(0);
});

test("an owner turns the pages of a long list", async () => {
  for (let count = 0; count < deliveriesPerPage + 3; count++) await receiveOrder();
  const page = await open();
  const rows = page.getByRole("row");
  expect(await rows.count()).toBe(1 + deliveriesPerPage);
  await page.getByRole("link", { name: "Older" }).click();
  await page.waitForURL(/before=/);
  await expect.poll(() => rows.count()).toBe(1 + 3);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect.poll(() => rows.count()).toBe(1 + deliveriesPerPage);
});

test("the pages can be used by everybody, and fit a phone", async () => {
  const page = await open();
  await expectAccessible(page);
  await expectFits(page);
  await receiveOrder();
  for (const query of ["", "?provider=clerk", "?outcome=nonsense&type=%00&before=1&replayed=x"]) {
    await page.goto(list + query);
    await expectAccessible(page);
    await expectFits(page);
  }
  await page.getByRole("link", { name: "order.paid" }).click();
  await page.getByRole("heading", { level: 1, name: "order.paid" }).waitFor();
  await expectAccessible(page);
  await expectFits(page);
});

test("a member sees no way there, and is told who can see it", async () => {
  await receiveOrder();
  const page = await openPageOf("member@acme.test", demoPassword, { expected: /status of 403/ });
  await page.goto(`/o/${slug}`);
  await page.getByRole("link", { name: "Overview" }).waitFor();
  expect(await page.getByRole("link", { name: "Webhooks" }).count()).toBe(0);
  expect((await page.goto(list))?.status()).toBe(403);
});

test("another organization's delivery does not exist", async () => {
  await receiveOrder();
  const owner = await open();
  const href = await owner.getByRole("link", { name: "order.paid" }).getAttribute("href");
  const id = href?.split("/").at(-1);
  const page = await openPageOf("owner@acme.test", demoPassword, { expected: /status of 404/ });
  for (const path of [
    `/o/acme/settings/webhooks/${id}`,
    `${list}/${crypto.randomUUID()}`,
    `${list}/1`,
  ]) {
    expect((await page.goto(path))?.status()).toBe(404);
  }
});
