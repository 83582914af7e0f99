import { hashPassword } from "better-auth/crypto";
import type { Database } from "#lib/db/database.ts";
import { account, user } from "#lib/identity/schema.ts";
import {
  auditEvents,
  invitations,
  memberships,
  organizationSlugs,
  organizations,
} from "#lib/organizations/schema.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { demoOrganizationId, demoOrganizations, demoPassword } from "#local/demo.ts";
import { demoHistory, demoOldSlugs } from "./history.ts";
import { insertAll } from "./insert.ts";
import { demoInvitations } from "./invitations.ts";
import { before, minute } from "./moments.ts";
import type { DemoMember } from "./people.ts";

/** The organizations, the people in them, how they came and went, and who did what. */
export async function insertOrganizations(
  db: Database,
  now: Date,
  members: DemoMember[],
): Promise<void> {
  const people = [...new Map(members.toReversed().map((one) => [one.userId, one])).values()];
  const signedUpAt = (member: DemoMember) => before(member.joinedAt, 4 * minute);
  // Scrypt takes long on purpose, so all of them share one.
  const password = await hashPassword(demoPassword);
  const invited = demoInvitations(now, members);
  await insertAll(
    db,
    user,
    people.map((one) => ({
      id: one.userId,
      name: one.name,
      email: one.email,
      provider: "better-auth",
      emailVerified: true,
      createdAt: signedUpAt(one),
      updatedAt: signedUpAt(one),
    })),
  );
  await insertAll(
    db,
    account,
    people.map((one) => ({
      id: `${one.userId}_password`,
      accountId: one.userId,
      providerId: "credential",
      userId: one.userId,
      password,
      createdAt: signedUpAt(one),
      updatedAt: signedUpAt(one),
    })),
  );
  await insertAll(
    db,
    organizations,
    demoOrganizations.map((one) => ({
      ...one,
      createdAt: members.find(({ slug }) => slug === one.slug)?.joinedAt ?? now,
    })),
  );
  await insertAll(db, organizationSlugs, demoOldSlugs(now));
  await insertAll(
    db,
    memberships,
    members.map((one) => ({
      id: stableId("membership", one.slug, one.userId),
      organizationId: demoOrganizationId(one.slug),
      userId: one.userId,
      role: one.role,
      createdAt: one.joinedAt,
      deletedAt: one.left?.at ?? null,
    })),
  );
  await insertAll(db, invitations, invited);
  await insertAll(db, auditEvents, demoHistory(now, members, invited));
}
