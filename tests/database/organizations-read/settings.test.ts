import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { organizationSlugs } from "#lib/db/schema.ts";
import { getSettings } from "#lib/organizations/get-settings.ts";
import { createDatabase, drivers, type TestDatabase } from "../database.ts";
import { tenant } from "./tenant.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("members see how many they are, how many fit and which addresses lead here", async () => {
    const { id, slug, owner, join } = await tenant(db());
    const member = await join("member");
    await join("admin", {}, { deletedAt: new Date() });
    const former = crypto.randomUUID();
    await db().insert(organizationSlugs).values({ slug: former, organizationId: id });
    const expected = { memberCount: 2, seats: 3, planName: "Free", formerSlugs: [former] };
    expect(await getSettings(db(), owner)).toMatchObject({ ...expected, isLastOwner: true });
    expect(await getSettings(db(), member)).toMatchObject({ ...expected, isLastOwner: false });
    // By the address that it had before, too, which tells the one it has.
    expect(await getSettings(db(), { ...member, slug: former })).toMatchObject({
      frame: { organization: { slug } },
    });
    await join("owner");
    expect(await getSettings(db(), owner)).toMatchObject({ isLastOwner: false });
  });

  test("pages for admins are there for admins and owners only", async () => {
    const { owner, join, slug } = await tenant(db());
    expect(await getSettings(db(), owner, "admin")).not.toBeNull();
    expect(await getSettings(db(), await join("admin"), "admin")).not.toBeNull();
    expect(await getSettings(db(), await join("member"), "admin")).toBeNull();
    const stranger = (await tenant(db())).owner;
    expect(await getSettings(db(), { ...stranger, slug })).toBeNull();
  });
});
