import { and, eq, isNull } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { invitations, memberships, organizations, user } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { drivers, testDatabase } from "../database.ts";
import { delivery } from "../webhooks/payload.ts";

const database = testDatabase();

const start = 1_748_751_926_429;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const send = (type: string, data: object, after = 0) =>
    recordClerkEvent(db(), ...delivery("clerk", { type, timestamp: start + after, data }));

  /** Ids and events of an organization and a person of their own. */
  function tenant() {
    const key = crypto.randomUUID();
    const organization = {
      id: `org_${key}`,
      name: "Tenant",
      slug: key,
      created_by: `user_${key}`,
      created_at: start,
    };
    const membership = {
      id: `orgmem_${key}`,
      role: "org:admin",
      organization: { ...organization, created_by: undefined },
      public_user_data: {
        user_id: `user_${key}`,
        identifier: "Person@Example.com",
        first_name: "A",
        last_name: "Person",
      },
    };
    const invitation = {
      id: `orginv_${key}`,
      email_address: "New@Example.com",
      organization_id: organization.id,
      role: "org:member",
      status: "pending",
    };
    return { key, organization, membership, invitation };
  }

  const organizationOf = async (id: string) => {
    const [row] = await db()
      .select()
      .from(organizations)
      .where(eq(organizations.clerkOrganizationId, id));
    return row;
  };

  const membershipOf = async (userId: string) => {
    const [row] = await db().select().from(memberships).where(eq(memberships.userId, userId));
    return row;
  };

  const invitationOf = async (id: string) => {
    const [row] = await db()
      .select()
      .from(invitations)
      .where(eq(invitations.clerkInvitationId, id));
    return row;
  };

  test("a membership that comes before its organization and its person makes stubs of both", async () => {
    const { key, organization, membership } = tenant();
    expect(await send("organizationMembership.created", membership)).toMatchObject({
      outcome: "applied",
    });
    expect(await organizationOf(organization.id)).toMatchObject({
      name: "Tenant",
      deletedAt: null,
    });
    const [person] = await db()
      .select()
      .from(user)
      .where(eq(user.id, `user_${key}`));
    expect(person).toMatchObject({ name: "A Person", email: "person@example.com" });

    await send("organization.created", { ...organization, name: "Named later" }, -1_000);
    expect(await organizationOf(organization.id)).toMatchObject({ name: "Named later", slug: key });
  });

  test.each([
    ["before", ["organization", "membership"]],
    ["after", ["membership", "organization"]],
  ])(
    "the admin who created an organization owns it, told %s their membership",
    async (_, order) => {
      const { key, organization, membership } = tenant();
      for (const what of order) {
        if (what === "organization") await send("organization.created", organization);
        else await send("organizationMembership.created", membership, 14);
      }
      expect(await membershipOf(`user_${key}`)).toMatchObject({ role: "owner", deletedAt: null });
    },
  );

  test("knowing who created an organization lets nobody in", async () => {
    const { key, organization } = tenant();
    await send("organization.created", organization);
    expect((await membershipOf(`user_${key}`))?.deletedAt).not.toBeNull();
  });

  test.each([
    ["org:member", "member", null],
    ["basic_member", "member", "unknown role"],
    ["guest_member", "member", "unknown role"],
    ["org:billing_manager", "member", "unknown role"],
    ["org:admin_of_nothing", "member", "unknown role"],
    ["Org:Admin", "member", "unknown role"],
    ["toString", "member", "unknown role"],
    ["", "member", "unknown role"],
    [null, "member", "unknown role"],
  ])("Clerk's role %j is our role %s, with notice %j", async (role, expected, notice) => {
    const { key, membership, invitation } = tenant();
    expect(await send("organizationMembership.created", { ...membership, role })).toMatchObject({
      outcome: "applied",
      notice,
    });
    expect(await membershipOf(`user_${key}`)).toMatchObject({ role: expected });
    expect(await send("organizationInvitation.created", { ...invitation, role })).toMatchObject({
      outcome: "applied",
      notice,
    });
    expect(await invitationOf(invitation.id)).toMatchObject({ role: expected });
    const left = await send("organizationMembership.deleted", { ...membership, role }, 5);
    expect(left).toMatchObject({ outcome: "applied", notice: null });
  });

  const day = 86_400_000;
  test.each([
    ["until when", { created_at: start, expires_at: start + 3 * day }, start + 3 * day],
    ["in seconds", { expires_at: start / 1_000 + 259_200 }, start + 3 * day],
    ["only when it was made", { created_at: start - day }, start + 29 * day],
    ["nothing of it", {}, start + 30 * day],
  ])("an invitation whose event says %s is open so long", async (_, clocks, expected) => {
    const { invitation } = tenant();
    const events = [
      ["organizationInvitation.created", 0],
      ["organizationInvitation.accepted", 90],
    ] as const;
    for (const [type, after] of events) await send(type, { ...invitation, ...clocks }, after);
    const row = await invitationOf(invitation.id);
    const late = Object.keys(clocks).length === 0 ? 90 : 0;
    expect(row?.expiresAt).toEqual(new Date(Math.floor(expected) + late));
  });

  test("somebody who left and came back is a member, whatever comes late", async () => {
    const { key, membership } = tenant();
    const again = { ...membership, id: `${membership.id}_2`, role: "org:member" };
    await send("organizationMembership.created", again, 20);
    await send("organizationMembership.deleted", membership, 10);
    await send("organizationMembership.created", membership, 0);
    expect(await membershipOf(`user_${key}`)).toMatchObject({
      deletedAt: null,
      role: "member",
      clerkMembershipId: again.id,
    });
  });

  test("a deleted organization keeps its row without its name, and no event revives it", async () => {
    const { key, organization, membership, invitation } = tenant();
    await send("organizationInvitation.created", invitation);
    await send("organizationMembership.created", membership);
    await send("organization.created", organization);
    await send("organization.deleted", { id: organization.id, deleted: true }, 5);
    expect(await send("organization.updated", organization, 900)).toMatchObject({
      outcome: "stale",
    });
    const row = await organizationOf(organization.id);
    expect(row?.name).toBe("");
    expect(row?.slug).not.toBe(key);
    expect(row?.deletedAt).not.toBeNull();
    const left = await db()
      .select()
      .from(invitations)
      .where(eq(invitations.organizationId, row?.id ?? ""));
    expect(left).toEqual([]);
  });

  test("a slug that another organization still has parks the event until it is free", async () => {
    const first = tenant();
    const second = tenant();
    await send("organization.created", first.organization);
    const taking = { ...second.organization, slug: first.key };
    expect(await send("organization.created", taking)).toMatchObject({
      outcome: "parked",
      reason: "slug is taken",
    });
    const freed = await send(
      "organization.updated",
      { ...first.organization, slug: `${first.key}-old` },
      5,
    );
    expect(freed).toMatchObject({ outcome: "applied", isAwaited: true });
  });

  test("an invitation that was accepted or revoked at Clerk closes ours to the same address", async () => {
    const { organization, invitation } = tenant();
    await send("organization.created", organization);
    const row = await organizationOf(organization.id);
    const organizationId = row?.id ?? "";
    await db()
      .insert(invitations)
      .values({
        organizationId,
        email: "new@example.com",
        expiresAt: new Date("2099-01-01"),
        tokenHash: crypto.randomUUID(),
      });
    await send("organizationInvitation.created", invitation);
    const open = () =>
      db().$count(
        invitations,
        and(
          eq(invitations.organizationId, organizationId),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      );
    expect(await open()).toBe(2);
    await send("organizationInvitation.revoked", { ...invitation, status: "revoked" }, 9);
    expect(await open()).toBe(0);
  });

  test("erasing a person ends their sessions and keeps their membership's row", async () => {
    const { key, membership } = tenant();
    await send("organizationMembership.created", membership);
    await send("user.deleted", { id: `user_${key}`, deleted: true }, 5);
    const [person] = await db()
      .select()
      .from(user)
      .where(eq(user.id, `user_${key}`));
    expect(person).toMatchObject({ name: "", email: null });
    expect(await membershipOf(`user_${key}`)).toBeDefined();
    await send("organizationMembership.updated", membership, 9);
    const [after] = await db()
      .select()
      .from(user)
      .where(eq(user.id, `user_${key}`));
    expect(after).toMatchObject({ name: "", email: null });
  });
});
