import { and, eq, isNull, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { memberships, organizations } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { rows } from "#lib/db/database.ts";
import { getBilling } from "#lib/workspace/reads/billing.ts";
import { getMembers } from "#lib/workspace/reads/get-members.ts";
import { getSettings } from "#lib/workspace/reads/get-settings.ts";
import { getOverview } from "#lib/workspace/reads/overview.ts";
import { drivers, testDatabase } from "../database.ts";
import { delivery } from "../webhooks/payload.ts";

// Clerk has admins and no owners. Somebody can always see the billing of what comes from there.

const database = testDatabase();

const start = 1_790_000_000_000;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** An organization at Clerk, what happens in it, and who is what in it then. */
  function team(createdBy: string | null = null) {
    const key = crypto.randomUUID();
    let now = start;
    const send = (type: string, data: object) => {
      now += 1_000;
      return recordClerkEvent(db(), ...delivery("clerk", { type, timestamp: now, data }));
    };
    const userId = (name: string) => `user_${name}_${key}`;
    const organization = {
      id: `org_${key}`,
      name: "Team",
      slug: key,
      created_by: createdBy && userId(createdBy),
    };
    const membership = (name: string, role: string) => ({
      id: `orgmem_${name}_${key}`,
      role,
      organization: { ...organization, created_by: undefined },
      public_user_data: { user_id: userId(name), identifier: `${name}@acme.test` },
    });
    return {
      make: () => send("organization.created", organization),
      join: (name: string, role = "org:admin") =>
        send("organizationMembership.created", membership(name, role)),
      become: (name: string, role: string) =>
        send("organizationMembership.updated", membership(name, role)),
      leave: (name: string, role = "org:admin") =>
        send("organizationMembership.deleted", membership(name, role)),
      erase: (name: string) => send("user.deleted", { id: userId(name), deleted: true }),
      scope: (name: string) => ({ userId: userId(name), slug: key }),
      async roles() {
        const members = await db()
          .select({ id: memberships.userId, role: memberships.role })
          .from(memberships)
          .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
          .where(
            and(
              eq(organizations.clerkOrganizationId, organization.id),
              isNull(memberships.deletedAt),
            ),
          );
        return Object.fromEntries(members.map(({ id, role }) => [id.split("_")[1], role]));
      },
    };
  }

  test("the admins of an organization that was made in the dashboard can do what owners do", async () => {
    const acme = team();
    await acme.make();
    await acme.join("ada");
    await acme.join("bob");
    await acme.join("cleo", "org:member");
    expect(await acme.roles()).toEqual({ ada: "owner", bob: "owner", cleo: "member" });
    expect(await getBilling(db(), acme.scope("bob"))).not.toBeNull();
    expect(await getBilling(db(), acme.scope("cleo"))).toBeNull();
    expect((await getSettings(db(), acme.scope("bob")))?.isLastOwner).toBe(false);
  });

  test("while the creator is an admin, the other admins are no owners", async () => {
    const acme = team("ada");
    await acme.join("bob");
    await acme.make();
    await acme.join("ada");
    expect(await acme.roles()).toEqual({ ada: "owner", bob: "admin" });
    expect(await getBilling(db(), acme.scope("bob"))).toBeNull();
  });

  test.each([
    ["left", (acme: ReturnType<typeof team>) => acme.leave("ada")],
    ["was deleted", (acme: ReturnType<typeof team>) => acme.erase("ada")],
    ["is an admin no more", (acme: ReturnType<typeof team>) => acme.become("ada", "org:member")],
    ["has a custom role", (acme: ReturnType<typeof team>) => acme.become("ada", "org:guest")],
  ])("when the creator %s, the other admins can do what owners do", async (_, happens) => {
    const acme = team("ada");
    await acme.make();
    await acme.join("ada");
    await acme.join("bob");
    await acme.join("cleo", "org:member");
    await happens(acme);
    expect(await acme.roles()).toMatchObject({ bob: "owner", cleo: "member" });
    expect((await acme.roles()).ada ?? "member").toBe("member");
    expect(await getBilling(db(), acme.scope("bob"))).not.toBeNull();
    expect((await getSettings(db(), acme.scope("bob")))?.isLastOwner).toBe(true);
  });

  test("a creator who comes back owns the organization again", async () => {
    const acme = team("ada");
    await acme.make();
    await acme.join("ada");
    await acme.join("bob");
    await acme.leave("ada");
    await acme.join("ada");
    expect(await acme.roles()).toEqual({ ada: "owner", bob: "admin" });
  });

  test("a creator who never joined owns nothing, and the admins do", async () => {
    const acme = team("ada");
    await acme.join("bob");
    await acme.make();
    expect(await acme.roles()).toEqual({ bob: "owner" });
  });

  test("an admin by the key of before there were custom roles is one", async () => {
    const acme = team();
    await acme.make();
    await acme.join("ada", "admin");
    await acme.join("bob", "basic_member");
    expect(await acme.roles()).toEqual({ ada: "owner", bob: "member" });
  });

  test("an organization without an admin has no owner, and gets one with the first", async () => {
    const acme = team();
    await acme.make();
    await acme.join("ada", "org:member");
    await acme.join("bob", "org:everything");
    expect(await acme.roles()).toEqual({ ada: "member", bob: "member" });
    await acme.become("ada", "org:admin");
    expect(await acme.roles()).toEqual({ ada: "owner", bob: "member" });
  });

  test("two who leave at once leave the organization to the third", async () => {
    const acme = team("ada");
    await acme.make();
    for (const name of ["ada", "bob", "cleo"]) await acme.join(name);
    await Promise.all([acme.erase("ada"), acme.leave("bob")]);
    expect(await acme.roles()).toEqual({ cleo: "owner" });
  });

  test("a deleted person takes no seat and stands in no list, even if told of again", async () => {
    const acme = team("ada");
    await acme.make();
    for (const name of ["ada", "bob", "cleo"]) await acme.join(name);
    const seatsLeft = async () => {
      const statement = sql`select seats_left(id) as seats from ${organizations}
        where slug = ${acme.scope("ada").slug}`;
      const [row] = await rows(db(), statement, ({ seats }) => Number(seats));
      return row ?? 0;
    };
    const before = await seatsLeft();
    await acme.erase("bob");
    await acme.become("bob", "org:admin");
    await acme.join("bob");
    expect(await seatsLeft()).toBe(before + 1);
    const listed = await getMembers(db(), acme.scope("ada"));
    expect(listed).toMatchObject({ memberCount: 2, matchCount: 2 });
    expect(listed?.shown.map(({ email }) => email)).toEqual(["ada@acme.test", "cleo@acme.test"]);
    expect(await getOverview(db(), acme.scope("ada"))).toMatchObject({ memberCount: 2 });
    expect(await getOverview(db(), acme.scope("bob"))).toBeNull();
  });
});
