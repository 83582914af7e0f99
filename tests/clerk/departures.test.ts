import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEvents, memberships, organizations, user } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { drivers, testDatabase } from "../database.ts";
import { delivery } from "../webhooks/payload.ts";

// Somebody deletes their account at Clerk, who is in organizations that people made here.

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const erase = (id: string, timestamp = Date.now()) =>
    recordClerkEvent(
      db(),
      ...delivery("clerk", { type: "user.deleted", timestamp, data: { id, deleted: true } }),
    );

  /** An organization of ours, whose members are Clerk's people. They joined in the order given. */
  async function ours(members: [name: string, role: Role][]) {
    const key = crypto.randomUUID();
    const id = (name: string) => `user_${name}_${key}`;
    const [team] = await db()
      .insert(organizations)
      .values({ slug: key, name: "Our team" })
      .returning();
    if (!team) throw new Error("There is no team");
    for (const [day, [name, role]] of members.entries()) {
      await db()
        .insert(user)
        .values({ id: id(name), provider: "clerk", name });
      const createdAt = new Date(Date.UTC(2026, 0, day + 1));
      await db()
        .insert(memberships)
        .values({ organizationId: team.id, userId: id(name), role, createdAt });
    }
    const rows = () =>
      db().select().from(memberships).where(eq(memberships.organizationId, team.id));
    return {
      id,
      async roles() {
        const there = (await rows()).filter(({ deletedAt }) => deletedAt === null);
        return Object.fromEntries(there.map(({ userId, role }) => [userId.split("_")[1], role]));
      },
      async organization() {
        const [row] = await db().select().from(organizations).where(eq(organizations.id, team.id));
        return row;
      },
      trail: () =>
        db()
          .select({
            action: auditEvents.action,
            actor: auditEvents.actorId,
            target: auditEvents.targetId,
            metadata: auditEvents.metadata,
          })
          .from(auditEvents)
          .where(eq(auditEvents.organizationId, team.id))
          .orderBy(asc(auditEvents.action)),
    };
  }

  test("the admin who has been there longest follows the last owner", async () => {
    const team = await ours([
      ["mia", "member"],
      ["ada", "owner"],
      ["bob", "admin"],
      ["cleo", "admin"],
    ]);
    expect(await erase(team.id("ada"))).toMatchObject({ outcome: "applied" });
    expect(await team.roles()).toEqual({ mia: "member", bob: "owner", cleo: "admin" });
    expect(await team.trail()).toEqual([
      { action: "member.left", actor: team.id("ada"), target: team.id("ada"), metadata: null },
      {
        action: "member.role_changed",
        actor: null,
        target: team.id("bob"),
        metadata: { from: "admin", to: "owner" },
      },
    ]);
  });

  test("a member follows where there is no admin, and nobody where there is another owner", async () => {
    const members = await ours([
      ["ada", "owner"],
      ["mia", "member"],
      ["max", "member"],
    ]);
    await erase(members.id("ada"));
    expect(await members.roles()).toEqual({ mia: "owner", max: "member" });
    const owners = await ours([
      ["ada", "owner"],
      ["bob", "admin"],
      ["eve", "owner"],
    ]);
    await erase(owners.id("ada"));
    expect(await owners.roles()).toEqual({ bob: "admin", eve: "owner" });
  });

  test("an organization in which they were alone is deleted with its grace", async () => {
    const team = await ours([["ada", "owner"]]);
    await erase(team.id("ada"));
    const row = await team.organization();
    expect(row?.deletedAt).not.toBeNull();
    const grace = (row?.purgeAfter?.getTime() ?? 0) - (row?.deletedAt?.getTime() ?? 0);
    expect(grace).toBe(7 * 86_400_000);
    expect(await team.trail()).toMatchObject([
      { action: "member.left" },
      { action: "organization.deleted", actor: null },
    ]);
  });

  test("two owners who are deleted at once leave an owner, and twice is once", async () => {
    const team = await ours([
      ["ada", "owner"],
      ["eve", "owner"],
      ["bob", "admin"],
    ]);
    await Promise.all([
      ...[team.id("ada"), team.id("eve")].map((id) => erase(id)),
      ...[team.id("ada"), team.id("eve")].map((id) => erase(id, Date.now() + 5_000)),
    ]);
    expect(await team.roles()).toEqual({ bob: "owner" });
    const left = (await team.trail()).filter(({ action }) => action === "member.left");
    expect(left).toHaveLength(2);
  });
});
