import { describe, expect, test } from "vitest";
import { getFrame } from "#lib/workspace/get-frame.ts";
import { drivers, testDatabase } from "../database.ts";
import { team } from "../organizations/team.ts";
import { tenant } from "./tenant.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("a member who may not see a page is told who may", async () => {
    const { slug, join } = await tenant(db());
    const member = await join("member", { name: "Mel" });
    await join("admin", { name: "Ada" });
    await join("admin", { name: "Gone" }, { deletedAt: new Date() });
    const told = async (least: "owner" | "admin" | "member") =>
      (await getFrame(db(), member, least))?.holders.map(({ name }) => name);
    expect(await getFrame(db(), member, "owner")).toMatchObject({
      frame: { organization: { slug }, role: "member", viewer: { name: "Mel" } },
    });
    expect(await told("owner")).toEqual(["Owner"]);
    expect(await told("admin")).toEqual(["Ada", "Owner"]);
  });

  test("everybody is told in which provider their organization is managed", async () => {
    const here = await team(db());
    const clerks = await team(db(), { managedBy: "clerk" });
    const told = async ({ owner }: typeof here) =>
      (await getFrame(db(), owner, "owner"))?.frame.organization.managedBy;
    expect(await told(here)).toBeNull();
    expect(await told(clerks)).toBe("clerk");
  });

  test("a stranger is told nothing", async () => {
    const { slug } = await tenant(db());
    const { owner: stranger } = await tenant(db());
    expect(await getFrame(db(), { ...stranger, slug }, "owner")).toBeNull();
    expect(
      await getFrame(db(), { ...stranger, slug: "no-such-organization" }, "member"),
    ).toBeNull();
  });
});
