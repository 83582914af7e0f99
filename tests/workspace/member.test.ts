import { describe, expect, test } from "vitest";
import { invitations } from "#drizzle/tables.ts";
import { getMember } from "#lib/workspace/reads/get-member.ts";
import { drivers, testDatabase } from "../database.ts";
import { tenant } from "./tenant.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("members see one of them; who invited them; whether they are the last owner", async () => {
    const { id, owner, join } = await tenant(db());
    const admin = await join("admin", { name: "Ada" });
    const member = await join("member", { name: "Max" });
    await db().insert(invitations).values({
      organizationId: id,
      email: "max@acme.test",
      invitedBy: admin.userId,
      acceptedBy: member.userId,
      acceptedAt: new Date(),
      expiresAt: new Date(),
    });
    expect(await getMember(db(), member, member.userId)).toMatchObject({
      frame: { role: "member" },
      member: {
        userId: member.userId,
        role: "member",
        joinedAt: expect.any(Date),
        invitation: { by: "Ada", at: expect.any(Date) },
        isLastOwner: false,
      },
      activity: null,
    });
    expect((await getMember(db(), member, owner.userId))?.member).toMatchObject({
      invitation: null,
      isLastOwner: true,
    });
    await join("owner");
    expect((await getMember(db(), member, owner.userId))?.member.isLastOwner).toBe(false);
  });

  test("admins see what a member did and what befell them, newest first", async () => {
    const { owner, join, happen } = await tenant(db());
    const admin = await join("admin", { name: "Ada" });
    const member = await join("member", { name: "Max" });
    const onMember = { targetType: "member", targetId: member.userId };
    await happen([
      { actorId: owner.userId, action: "organization.renamed", targetType: "organization" },
      {
        ...onMember,
        actorId: member.userId,
        action: "member.joined",
        createdAt: new Date("2026-01-01"),
      },
      {
        ...onMember,
        actorId: owner.userId,
        action: "member.role_changed",
        createdAt: new Date("2026-02-01"),
      },
    ]);
    expect((await getMember(db(), admin, member.userId))?.activity).toMatchObject([
      { action: "member.role_changed", actor: { name: "Owner" }, target: { name: "Max" } },
      { action: "member.joined", actor: { name: "Max" } },
    ]);
  });

  test("strangers find nobody, and members nobody of another organization or who has left", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    const former = await mine.join("admin", {}, { deletedAt: new Date() });
    expect(await getMember(db(), former, mine.owner.userId)).toBeNull();
    expect(await getMember(db(), mine.owner, former.userId)).toBeNull();
    expect(await getMember(db(), mine.owner, other.owner.userId)).toBeNull();
    expect(await getMember(db(), mine.owner, "nobody")).toBeNull();
    const foreign = { userId: other.owner.userId, slug: mine.slug };
    expect(await getMember(db(), foreign, mine.owner.userId)).toBeNull();
  });
});
