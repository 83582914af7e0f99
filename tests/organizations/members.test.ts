import { describe, expect, test } from "vitest";
import { leaveOrganization } from "#lib/organizations/leave.ts";
import { changeRole, removeMember } from "#lib/organizations/manage-member.ts";
import { drivers, testDatabase } from "../database.ts";
import { tally, team } from "./team.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("an owner gives a member a role, which is told once", async () => {
    const { owner, join, roles, events, slug } = await team(db());
    const { userId } = await join("member");
    const input = { userId, role: "owner" } as const;
    expect(await changeRole(db(), owner, input)).toEqual({ outcome: "done", slug });
    expect(await changeRole(db(), owner, input)).toEqual({ outcome: "unchanged", slug });
    expect((await roles())[userId]).toBe("owner");
    expect(await events()).toMatchObject([
      {
        action: "member.role_changed",
        actorId: owner.userId,
        targetType: "member",
        targetId: userId,
        ipAddress: "203.0.113.7",
        userAgent: "A browser",
        metadata: { from: "member", to: "owner" },
      },
    ]);
  });

  test("an admin manages everybody but owners", async () => {
    const { owner, join, roles, acts } = await team(db());
    const admin = await join("admin");
    const { userId } = await join("member");
    const change = (target: string, role: "owner" | "admin" | "member") =>
      changeRole(db(), admin, { userId: target, role });
    expect((await change(userId, "owner")).outcome).toBe("forbidden");
    expect((await change(owner.userId, "member")).outcome).toBe("forbidden");
    expect((await removeMember(db(), admin, owner)).outcome).toBe("forbidden");
    expect(await acts()).toEqual([]);
    expect((await change(userId, "admin")).outcome).toBe("done");
    expect((await removeMember(db(), admin, { userId })).outcome).toBe("done");
    expect(await roles()).toEqual({ [owner.userId]: "owner", [admin.userId]: "admin" });
  });

  test("who was removed or left is no member, however often it is asked", async () => {
    const { owner, join, roles, acts } = await team(db());
    const [first, second] = [await join("member"), await join("admin")];
    for (const outcome of ["done", "unchanged"]) {
      expect((await removeMember(db(), owner, first)).outcome).toBe(outcome);
      expect((await leaveOrganization(db(), second)).outcome).toBe(outcome);
    }
    expect(await roles()).toEqual({ [owner.userId]: "owner" });
    expect(await acts()).toEqual(["member.left", "member.removed"]);
    expect((await changeRole(db(), second, { ...owner, role: "member" })).outcome).toBe(
      "not_found",
    );
  });

  test("the last owner cannot leave, be lowered or removed", async () => {
    const { owner, join, roles, acts } = await team(db());
    await join("admin");
    const before = await roles();
    const { userId } = owner;
    expect((await leaveOrganization(db(), owner)).outcome).toBe("last_owner");
    expect((await removeMember(db(), owner, { userId })).outcome).toBe("last_owner");
    expect((await changeRole(db(), owner, { userId, role: "admin" })).outcome).toBe("last_owner");
    expect(await roles()).toEqual(before);
    expect(await acts()).toEqual([]);
  });

  const ways = {
    "leave at once": (one: Actor, other: Actor) => [
      leaveOrganization(db(), one),
      leaveOrganization(db(), other),
    ],
    "lower each other at once": (one: Actor, other: Actor) => [
      changeRole(db(), one, { userId: other.userId, role: "admin" }),
      changeRole(db(), other, { userId: one.userId, role: "admin" }),
    ],
    "remove each other at once": (one: Actor, other: Actor) => [
      removeMember(db(), one, other),
      removeMember(db(), other, one),
    ],
    "leave and lower at once": (one: Actor, other: Actor) => [
      leaveOrganization(db(), one),
      changeRole(db(), one, { userId: other.userId, role: "member" }),
    ],
  };
  type Actor = Awaited<ReturnType<typeof team>>["owner"];

  test.each(Object.keys(ways) as (keyof typeof ways)[])(
    "two owners who %s leave exactly one",
    async (way) => {
      for (let round = 0; round < 15; round++) {
        const { owner, join, roles, events } = await team(db());
        const acted = await Promise.all(ways[way](owner, await join("owner")));
        expect(tally(acted).done, JSON.stringify(acted)).toBe(1);
        expect(Object.values(await roles()).filter((role) => role === "owner")).toHaveLength(1);
        expect(await events()).toHaveLength(1);
      }
    },
  );

  test("who is removed at the same moment removes nobody afterwards", async () => {
    for (let round = 0; round < 10; round++) {
      const { owner, join, roles } = await team(db());
      const [second, third] = [await join("owner"), await join("owner")];
      const acted = await Promise.all([
        removeMember(db(), owner, second),
        removeMember(db(), second, third),
      ]);
      const left = Object.keys(await roles()).length;
      expect(left).toBe(3 - (tally(acted).done ?? 0));
      if (acted[1]?.outcome === "not_found") expect(await roles()).toHaveProperty(third.userId);
    }
  });

  test("10 posts at once change a role once", async () => {
    const { owner, join, events } = await team(db());
    const { userId } = await join("member");
    const posts = Array.from({ length: 10 }, () =>
      changeRole(db(), owner, { userId, role: "admin" }),
    );
    expect(tally(await Promise.all(posts))).toEqual({ done: 1, unchanged: 9 });
    expect(await events()).toHaveLength(1);
  });
});
