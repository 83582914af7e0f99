import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { POST } from "#app/api/newsletter/preferences/[token]/route.newsletter.ts";
import * as page from "#app/newsletter/preferences/[token]/route.newsletter.ts";
import { subscribers } from "#drizzle/tables.ts";
import { noCampaign, preferencesPath, signPersonal } from "#lib/products/newsletter/links.ts";
import { changePreferences } from "#lib/products/newsletter/public/change-preferences.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audience, changed, everything, stubRoutes } from "./audience.ts";

const database = testDatabase();
beforeAll(() => stubRoutes(database));
afterEach(() => vi.restoreAllMocks());
afterAll(() => vi.unstubAllEnvs());

const params = (token: string) => ({ params: Promise.resolve({ token }) });
const open = (token: string, query = "") =>
  page.GET(new Request(`http://localhost:3000${preferencesPath(token)}${query}`), params(token));
const save = (token: string, body: [string, string][]) =>
  POST(
    new Request("http://localhost:3000/", { method: "POST", body: new URLSearchParams(body) }),
    params(token),
  );

async function reader(driver: (typeof drivers)[number] = "postgres-js direct") {
  const team = await audience(database.on[driver]);
  const [monthly, changes] = [await team.list("Monthly"), await team.list("Changes")];
  const inside = await team.list("Inside", { isPublic: false });
  const old = await team.list("Old", { archivedAt: new Date() });
  const id = await team.person([monthly, inside, old], {
    email: `mia.${crypto.randomUUID()}@mail.example`,
  });
  const link = { organizationId: team.organizationId, subscriberId: id, campaignId: noCampaign };
  const token = await signPersonal("preferences", link);
  return { team, id, link, token, monthly, changes, inside, old };
}

describe.each(drivers)("on %s", (driver) => {
  test("a person joins and leaves public lists, and no others", async () => {
    const { team, id, link, changes, inside, old } = await reader(driver);
    const choice = { ...link, isTracked: false, network: null };
    const wanted = [changes, inside, old, crypto.randomUUID()];
    expect(await changePreferences(database.on[driver], { ...choice, listIds: wanted })).toBe(3);
    expect(await changePreferences(database.on[driver], { ...choice, listIds: wanted })).toBe(0);
    expect(await team.listsOf(id)).toEqual(["Changes", "Inside", "Old"]);
    expect(await team.row(id)).toMatchObject({ isTracked: false, status: "subscribed" });
    expect(
      (await team.events(id)).map(({ kind, details }) => [kind, Object(details).list]),
    ).toEqual([
      ["joined", "Changes"],
      ["left", "Monthly"],
      ["tracking_off", undefined],
    ]);
  });
});

test("the page shows public lists and the masked address, and changes nothing", async () => {
  const { token, changes } = await reader();
  const before = await everything(database.on["postgres-js direct"]);
  for (let time = 0; time < 10; time++) {
    const answer = await open(token);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain("m…@mail.example");
    expect(text).toContain(`value="${changes}"`);
    expect(text).not.toContain("Inside");
    expect(text).not.toContain("<strong>Old");
    expect(text).not.toContain("mia.");
  }
  expect(await everything(database.on["postgres-js direct"])).toBe(before);
});

test("the form saves what is checked, and says so", async () => {
  const { team, id, token, monthly, changes } = await reader();
  const answer = await save(token, [
    ["list", monthly],
    ["list", changes],
    ["list", "no id"],
    ["tracked", "yes"],
  ]);
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`${preferencesPath(token)}?saved`);
  expect(await team.listsOf(id)).toEqual(["Changes", "Inside", "Monthly", "Old"]);
  expect(await (await open(token, "?saved")).text()).toContain("Saved.");
  expect((await save(token, [["list", "\0"]])).status).toBe(303);
  expect(await team.row(id)).toMatchObject({ isTracked: false });
});

test("a list of another organization cannot be joined, nor with a link of it", async () => {
  const { team, id, token, link } = await reader();
  const foreign = await reader();
  await save(token, [["list", foreign.monthly]]);
  expect(await team.listsOf(id)).toEqual(["Inside", "Old"]);
  const mixed = { ...link, organizationId: foreign.link.organizationId };
  await save(await signPersonal("preferences", mixed), [["list", foreign.monthly]]);
  expect(await team.listsOf(id)).toEqual(["Inside", "Old"]);
});

test("who has left, or was erased, is told so and joins nothing", async () => {
  const { team, id, token, changes } = await reader();
  const db = database.on["postgres-js direct"];
  await db.update(subscribers).set({ status: "unsubscribed" }).where(eq(subscribers.id, id));
  expect(await (await open(token)).text()).toContain("You are unsubscribed");
  await save(token, [["list", changes]]);
  expect(await team.listsOf(id)).toEqual(["Inside", "Old"]);
  await db.delete(subscribers).where(eq(subscribers.id, id));
  expect(await (await open(token)).text()).toContain("You are unsubscribed");
  expect((await save(token, [["list", changes]])).status).toBe(303);
});

test("a changed link, or one to leave, is not found without asking the database", async () => {
  const { token, link } = await reader();
  const asked = vi.spyOn(globalThis, "fetch");
  for (const wrong of [
    changed(token, 0),
    changed(token, 40),
    changed(token, token.length - 1),
    await signPersonal("leave", link),
  ]) {
    expect((await open(wrong)).status).toBe(404);
    expect((await save(wrong, [])).status).toBe(404);
  }
  expect(asked).not.toHaveBeenCalled();
});
