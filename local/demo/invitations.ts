import { createHash } from "node:crypto";
import type { invitations, Role } from "#lib/organizations/schema.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { type DemoSlug, demoOrganizationId } from "#local/demo.ts";
import { diceFrom } from "./dice.ts";
import { after, atWork, before, day } from "./moments.ts";
import { type DemoMember, fictionalName } from "./people.ts";

export type DemoInvitation = Required<
  Pick<
    typeof invitations.$inferInsert,
    "id" | "organizationId" | "email" | "role" | "expiresAt" | "createdAt" | "tokenHash"
  >
> & {
  invitedBy: string;
  acceptedBy: string | null;
  acceptedAt: Date | null;
  revokedAt: Date | null;
};

interface Waiting {
  slug: DemoSlug;
  email: string;
  role: Role;
  daysAgo: number;
  /** Taken back so many days after. */
  revokedAfter?: number;
}

const validDays = 7;

/** Two or more of each kind: open, expired and revoked. */
const waiting: Waiting[] = [
  ...unanswered("acme", 400, [1, 3, 5], [31, 96], [44, 170]),
  ...unanswered("initech", 420, [0, 2, 2, 4, 6], [12, 40, 77], [20, 55, 140]),
  ...unanswered("globex", 440, [2], [], []),
];

function unanswered(
  slug: DemoSlug,
  firstNumber: number,
  open: number[],
  expired: number[],
  revoked: number[],
): Waiting[] {
  return [...open, ...expired, ...revoked].map((daysAgo, index) => {
    const { first, last } = fictionalName(firstNumber + index);
    return {
      slug,
      email: `${first}.${last}@example.test`.toLowerCase(),
      role: index === 0 ? "admin" : "member",
      daysAgo,
      ...(index >= open.length + expired.length && { revokedAfter: 2 }),
    };
  });
}

/**
 * One for everybody who joined after the founder, and those that nobody has accepted. The tokens of
 * their links are not kept, as in real life.
 */
export function demoInvitations(now: Date, members: DemoMember[]): DemoInvitation[] {
  const dice = diceFrom(2_000);
  const accepted = members
    .filter((member) => !isFounder(member, members))
    .map((member) => {
      const createdAt = before(member.joinedAt, dice.between(3, 60) * 3_600_000);
      const inviter = whoActs(members, member.slug, createdAt, dice.between(0, 9));
      return {
        ...invitation(member.slug, member.email, member.promoted?.from ?? member.role, createdAt),
        invitedBy: inviter.userId,
        acceptedBy: member.userId,
        acceptedAt: member.joinedAt,
        revokedAt: null,
      };
    });
  const others = waiting.map(({ slug, email, role, daysAgo, revokedAfter }) => {
    const createdAt = atWork(dice, now, daysAgo);
    return {
      ...invitation(slug, email, role, createdAt),
      invitedBy: whoActs(members, slug, createdAt, dice.between(0, 9)).userId,
      acceptedBy: null,
      acceptedAt: null,
      revokedAt: revokedAfter ? after(createdAt, revokedAfter * day) : null,
    };
  });
  return [...accepted, ...others];
}

function invitation(slug: DemoSlug, email: string, role: Role, createdAt: Date) {
  const id = stableId("invitation", slug, email);
  return {
    id,
    organizationId: demoOrganizationId(slug),
    email,
    role,
    tokenHash: createHash("sha256").update(`token of ${id}`).digest("hex"),
    expiresAt: after(createdAt, validDays * day),
    createdAt,
  };
}

export function isFounder(member: DemoMember, members: DemoMember[]): boolean {
  return members.find(({ slug }) => slug === member.slug) === member;
}

/** An owner or admin of then: the founder, or by chance another one. */
export function whoActs(
  members: DemoMember[],
  slug: DemoSlug,
  at: Date,
  chance: number,
): DemoMember {
  const able = members.filter(
    ({ role, joinedAt, promoted, ...member }) =>
      member.slug === slug && role !== "member" && (promoted?.at ?? joinedAt) < at,
  );
  const actor = able[chance % Math.max(able.length, 1)] ?? members.find((one) => one.slug === slug);
  if (!actor) throw new Error(`Nobody is in ${slug}`);
  return actor;
}
