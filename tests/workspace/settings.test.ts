import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { invitations, organizationSlugs, user } from "#drizzle/tables.ts";
import { invite } from "#lib/organizations/invitations/invite.ts";
import { getMembers } from "#lib/workspace/reads/get-members.ts";
import { getSettings } from "#lib/workspace/reads/get-settings.ts";
import { getOverview } from "#lib/workspace/reads/overview.ts";
import { drivers, testDatabase } from "../database.ts";
import { tenant } from "./tenant.ts";

const database = testDatabase();

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

  test("open invitations hold seats wherever seats are counted; those that ended do not", async () => {
    const { id, owner } = await tenant(db());
    const invitation = (email: string, rest: Partial<typeof invitations.$inferInsert> = {}) => ({
      ...{ organizationId: id, email, role: "member" as const, tokenHash: crypto.randomUUID() },
      ...{ expiresAt: new Date(Date.now() + 60_000), ...rest },
    });
    const past = new Date(Date.now() - 60_000);
    await db()
      .insert(invitations)
      .values([
        invitation("open@acme.test"),
        invitation("also-open@acme.test"),
        invitation("expired@acme.test", { createdAt: past, expiresAt: past }),
        invitation("revoked@acme.test", { revokedAt: past }),
        invitation("accepted@acme.test", { acceptedAt: past }),
      ]);
    const counted = { memberCount: 1, invitedCount: 2 };
    expect(await getSettings(db(), owner)).toMatchObject(counted);
    expect(await getMembers(db(), owner)).toMatchObject(counted);
    expect(await getOverview(db(), owner)).toMatchObject(counted);
    // Which is what inviting counts: the three seats of the free plan are taken.
    expect(await getSettings(db(), owner)).toMatchObject({ seats: 3 });
    const origin = { ipAddress: null, userAgent: null };
    await db().update(user).set({ emailVerified: true }).where(eq(user.id, owner.userId));
    const invited = {
      id: crypto.randomUUID(),
      email: "one-more@acme.test",
      role: "member" as const,
    };
    expect(
      await invite(db(), { ...owner, ...origin }, { ...invited, appUrl: "http://app.test" }),
    ).toMatchObject({ outcome: "no_seats" });
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
