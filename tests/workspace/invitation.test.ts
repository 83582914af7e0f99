import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { invitations, organizations, user } from "#drizzle/tables.ts";
import { findInvitation } from "#lib/workspace/reads/find-invitation.ts";
import { drivers, testDatabase } from "../database.ts";
import { tenant } from "./tenant.ts";

const database = testDatabase();

describe.each(drivers)("on %s, an invitation", (driver) => {
  const db = () => database.on[driver];

  async function invited(values: Partial<typeof invitations.$inferInsert> = {}) {
    const inviting = await tenant(db(), "Inviting");
    const email = `${crypto.randomUUID()}@new.test`;
    const tokenHash = crypto.randomUUID();
    await db()
      .insert(invitations)
      .values({
        organizationId: inviting.id,
        email,
        tokenHash,
        role: "admin",
        invitedBy: inviting.owner.userId,
        expiresAt: new Date(Date.now() + 86_400_000),
        ...values,
      });
    return { ...inviting, email, tokenHash };
  }

  test("tells whoever has its link where it leads", async () => {
    const { email, slug, tokenHash } = await invited();
    expect(await findInvitation(db(), { tokenHash })).toEqual({
      organization: { name: "Inviting", slug },
      inviter: "Owner",
      email,
      role: "admin",
      expiresAt: expect.any(Date),
      state: "open",
      viewer: null,
    });
    expect(await findInvitation(db(), { tokenHash: "unknown" })).toBeNull();
  });

  test("knows whether it is for who looks at it", async () => {
    const { email, tokenHash, owner, join } = await invited();
    const viewer = async (viewerId: string) =>
      (await findInvitation(db(), { tokenHash, viewerId }))?.viewer;
    const known = crypto.randomUUID();
    await db().insert(user).values({ id: known, name: "New", email: email.toUpperCase() });
    expect(await viewer(known)).toMatchObject({
      isInvited: true,
      isMember: false,
      hasAccepted: false,
    });
    expect(await viewer(owner.userId)).toMatchObject({ isInvited: false, isMember: true });
    const nameless = await join("member", { email: null });
    expect(await viewer(nameless.userId)).toMatchObject({ isInvited: false });
    expect(await viewer("nobody")).toBeNull();
  });

  test("that is dead says why", async () => {
    const past = new Date(Date.now() - 1_000);
    const state = async (values: Partial<typeof invitations.$inferInsert>) => {
      const { tokenHash } = await invited(values);
      return (await findInvitation(db(), { tokenHash }))?.state;
    };
    expect(await state({ expiresAt: past })).toBe("expired");
    expect(await state({ revokedAt: past, expiresAt: past })).toBe("revoked");
    expect(await state({ acceptedAt: past, expiresAt: past })).toBe("accepted");
  });

  test("to an organization that was deleted is none", async () => {
    const { id, tokenHash } = await invited();
    await db().update(organizations).set({ deletedAt: new Date() }).where(eq(organizations.id, id));
    expect(await findInvitation(db(), { tokenHash })).toBeNull();
  });
});
