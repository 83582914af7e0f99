import type { AuditAction } from "#lib/organizations/audit.ts";
import type { auditEvents } from "#lib/organizations/schema.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { type DemoSlug, demoOrganizationId, demoOrganizations } from "#local/demo.ts";
import { devicesOf } from "./devices.ts";
import { diceFrom } from "./dice.ts";
import { type DemoInvitation, isFounder, whoActs } from "./invitations.ts";
import { after, atWork, hour } from "./moments.ts";
import type { DemoMember } from "./people.ts";

interface Act {
  slug: DemoSlug;
  action: AuditAction;
  actorId: string;
  targetId: string;
  at: Date;
  metadata?: Record<string, unknown>;
}

/** What the organizations were called before, and where they were found. */
const renames = [
  { slug: "acme", daysAgo: 371, from: "Acme Tools", to: "Acme", oldSlug: "acme-tools" },
  {
    slug: "initech",
    daysAgo: 288,
    from: "Initech Systems",
    to: "Initech",
    oldSlug: "initech-systems",
  },
] as const;

/** The addresses that organizations had before. */
export const demoOldSlugs = (now: Date) =>
  renames.map(({ slug, oldSlug, daysAgo }) => ({
    slug: oldSlug,
    organizationId: demoOrganizationId(slug),
    createdAt: atWork(diceFrom(3_000), now, daysAgo),
  }));

/** The audit trail of everything that the other tables tell, oldest first. */
export function demoHistory(
  now: Date,
  members: DemoMember[],
  invitations: DemoInvitation[],
): (typeof auditEvents.$inferInsert)[] {
  const acts = [
    ...members.flatMap((member) => actsOf(member, members)),
    ...invitations.flatMap((invitation) => actsAbout(invitation, members)),
    ...renames.flatMap(({ slug, daysAgo, from, to, oldSlug }) => {
      const at = atWork(diceFrom(3_000), now, daysAgo);
      const actorId = whoActs(members, slug, at, 0).userId;
      const act = { slug, actorId, targetId: demoOrganizationId(slug), at };
      return [
        { ...act, action: "organization.renamed" as const, metadata: { from, to } },
        { ...act, action: "organization.moved" as const, metadata: { from: oldSlug, to: slug } },
      ];
    }),
  ];
  const dice = diceFrom(3_001);
  return acts
    .filter(({ at }) => at < now)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ slug, action, actorId, targetId, at, metadata }, index) => {
      const [usual, other] = devicesOf(actorId);
      return {
        id: stableId("audit event", String(index)),
        organizationId: demoOrganizationId(slug),
        actorId,
        action,
        targetType: action.slice(0, action.indexOf(".")),
        targetId,
        ...(dice.happens(0.8) ? usual : other),
        metadata: metadata ?? null,
        createdAt: at,
      };
    });
}

function actsOf(member: DemoMember, members: DemoMember[]): Act[] {
  const { slug, userId, joinedAt, promoted, left, role } = member;
  const act = { slug, actorId: userId, targetId: userId };
  const founder = whoActs(members, slug, joinedAt, 0).userId;
  return [
    isFounder(member, members)
      ? { ...act, action: "organization.created", targetId: demoOrganizationId(slug), at: joinedAt }
      : {
          ...act,
          action: "member.joined",
          at: joinedAt,
          metadata: { role: promoted?.from ?? role },
        },
    ...(promoted
      ? [
          {
            ...act,
            action: "member.role_changed" as const,
            actorId: founder,
            at: promoted.at,
            metadata: { from: promoted.from, to: role },
          },
        ]
      : []),
    ...(left
      ? [
          {
            ...act,
            action: left.how,
            actorId: left.how === "member.left" ? userId : founder,
            at: left.at,
            metadata: { role },
          },
        ]
      : []),
  ];
}

function actsAbout(invitation: DemoInvitation, members: DemoMember[]): Act[] {
  const { organizationId, id, email, role, createdAt, invitedBy, revokedAt, acceptedAt } =
    invitation;
  const slug = demoOrganizations.find((organization) => organization.id === organizationId)?.slug;
  if (!slug) throw new Error(`No demo organization ${organizationId}`);
  const act = { slug, actorId: invitedBy, targetId: id, metadata: { email, role } };
  const isSlow = acceptedAt && acceptedAt.getTime() - createdAt.getTime() > 50 * hour;
  return [
    { ...act, action: "invitation.created", at: createdAt },
    ...(isSlow
      ? [{ ...act, action: "invitation.resent" as const, at: after(createdAt, 26 * hour) }]
      : []),
    ...(revokedAt
      ? [
          {
            ...act,
            action: "invitation.revoked" as const,
            actorId: whoActs(members, slug, revokedAt, 0).userId,
            at: revokedAt,
          },
        ]
      : []),
  ];
}
