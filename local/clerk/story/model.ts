import { beginning, hashOf, type LifecycleEvent, type Rows } from "#local/lifecycle/event.ts";
import { greatest, type Version } from "#local/lifecycle/greatest.ts";
import { clerkIds, sentAt } from "./events.ts";
import type { ClerkStep, MembershipStep, OrganizationStep, UserStep } from "./steps.ts";

// Written from design.md, "Sync", and not from the statements that it is compared with.

interface Told<Step extends ClerkStep> {
  step: Step;
  version: Version;
}

const ranks = { created: 0, updated: 1, deleted: 2 };

/** By the time of sending, then created, updated, deleted, then the object's own clock, then a hash. */
function versionOf({ step, body }: LifecycleEvent<ClerkStep>): Version {
  const tellsClock = step.kind === "membership" || step.action !== "deleted";
  const clock = tellsClock && step.clock !== null ? beginning + step.clock : 0;
  return [sentAt(step), ranks[step.action], clock, hashOf(body)];
}

/** That something was deleted counts before time: no event revives it. */
const deletedFirst = ({ step, version }: Told<ClerkStep>): Version => [
  step.action === "deleted",
  ...version,
];
const byTime = ({ version }: Told<ClerkStep>): Version => version;

const micro = (milliseconds: number) => milliseconds * 1_000;
/** Somebody without a name is called by their phone number, unless they have an address to show. */
const nameOf = ({ user, name, address }: UserStep | MembershipStep) =>
  name !== null ? `Name ${name} Example` : address !== null ? "" : clerkIds.phone(user);
const emailOf = (cast: string, address: number | null) =>
  address === null ? null : `person-${address}@${cast}.test`;

/** What the tables must hold once every event of a story has arrived, in whatever order. */
export function clerkModel(events: LifecycleEvent<ClerkStep>[], cast: string): Rows {
  const users: Told<UserStep>[] = [];
  const organizations: Told<OrganizationStep>[] = [];
  const memberships: Told<MembershipStep>[] = [];
  for (const event of events) {
    const { step } = event;
    const version = versionOf(event);
    if (step.kind === "user") users.push({ step, version });
    else if (step.kind === "organization") organizations.push({ step, version });
    else memberships.push({ step, version });
  }
  // Deleted organizations say nothing of their creator.
  const creations = organizations.flatMap(({ step: { organization, creator, action } }) =>
    creator === null || action === "deleted" ? [] : [{ organization, user: creator }],
  );
  const rows: Rows = {};

  const people = [
    ...users.map(({ step }) => step.user),
    ...memberships.map(({ step }) => step.user),
    ...creations.map(({ user }) => user),
  ];
  for (const user of new Set(people)) {
    const own = greatest(
      users.filter(({ step }) => step.user === user),
      deletedFirst,
    );
    const passing = greatest(
      memberships.filter(({ step }) => step.user === user),
      byTime,
    );
    rows[`user ${clerkIds.user(cast, user)}`] = own
      ? userRow(own.step, cast)
      : passing
        ? { ...nobody, name: nameOf(passing.step), email: emailOf(cast, passing.step.address) }
        : nobody;
  }

  const teams = [
    ...organizations.map(({ step }) => step.organization),
    ...memberships.map(({ step }) => step.organization),
  ];
  for (const organization of new Set(teams)) {
    const own = greatest(
      organizations.filter(({ step }) => step.organization === organization),
      deletedFirst,
    );
    const passing = greatest(
      memberships.filter(({ step }) => step.organization === organization),
      byTime,
    );
    const id = clerkIds.organization(cast, organization);
    const ownSlug = id.replaceAll("_", "-5f-");
    const stub = { slug: ownSlug, name: "", deleted_at: null, created_at: null };
    rows[`organization ${id}`] = own
      ? organizationRow(own.step, cast, ownSlug)
      : { ...stub, name: `Organization ${passing?.step.organizationName}` };
  }

  for (const organization of new Set(teams)) {
    const members: Member[] = [];
    for (const user of new Set(people)) {
      const isThisOne = (step: { organization: number; user: number }) =>
        step.organization === organization && step.user === user;
      const own = greatest(
        memberships.filter(({ step }) => isThisOne(step)),
        byTime,
      );
      const isCreator = creations.some(isThisOne);
      if (!own && !isCreator) continue;
      const isDeleted = users.some(({ step }) => step.user === user && step.action === "deleted");
      members.push({ user, step: own?.step, isCreator, isDeleted });
    }
    for (const member of members) {
      const key = `membership ${clerkIds.organization(cast, organization)} ${clerkIds.user(cast, member.user)}`;
      rows[key] = membershipRow(member, members, cast);
    }
  }
  return rows;
}

/** Somebody of whom others have told. */
const nobody = {
  provider: "clerk",
  name: "",
  first_name: null,
  last_name: null,
  email: null,
  email_verified: false,
  image_url: null,
  updated_at: null,
  deleted_at: null,
  created_at: null,
};

function userRow(step: UserStep, cast: string) {
  const sent = micro(sentAt(step));
  if (step.action === "deleted") return { ...nobody, updated_at: sent, deleted_at: sent };
  return {
    ...nobody,
    name: nameOf(step),
    first_name: step.name === null ? null : `Name ${step.name}`,
    last_name: step.name === null ? null : "Example",
    email: emailOf(cast, step.address),
    email_verified: step.address !== null,
    image_url: "",
    updated_at: step.clock === null ? sent : micro(beginning + step.clock),
    created_at: micro(beginning),
  };
}

function organizationRow(step: OrganizationStep, cast: string, ownSlug: string) {
  const { action, name, slug } = step;
  if (action === "deleted") {
    return { slug: ownSlug, name: "", deleted_at: micro(sentAt(step)), created_at: null };
  }
  return {
    slug: clerkIds.slug(cast, slug),
    name: `Organization ${name}`,
    deleted_at: null,
    created_at: micro(beginning),
  };
}

/** Somebody of whom Clerk said that they are or were a member, or that they made the organization. */
interface Member {
  user: number;
  step: MembershipStep | undefined;
  isCreator: boolean;
  /** Whether the person was deleted. */
  isDeleted: boolean;
}

const clerkRoles: Record<MembershipStep["role"], string> = {
  "org:admin": "admin",
  admin: "admin",
  "org:member": "member",
  "org:billing": "member",
};
const clerkRoleOf = ({ step }: Member) => step && clerkRoles[step.role];

/** Admins who made the organization own it; while none of those is there, all admins do. */
function roleOf(member: Member, members: Member[]) {
  const isOwner = (one: Member) => one.isCreator && clerkRoleOf(one) === "admin";
  const isThere = ({ step, isDeleted }: Member) => step?.action !== "deleted" && !isDeleted;
  if (clerkRoleOf(member) !== "admin") return "member";
  const hasOwner = members.some((one) => isOwner(one) && isThere(one));
  return isOwner(member) || !hasOwner ? "owner" : "admin";
}

function membershipRow(member: Member, members: Member[], cast: string) {
  const { step, isCreator, isDeleted } = member;
  const end = step?.action === "deleted" ? micro(sentAt(step)) : null;
  return {
    role: roleOf(member, members),
    clerk_role: clerkRoleOf(member) ?? null,
    clerk_membership_id: step ? clerkIds.membership(cast, step) : null,
    is_creator: isCreator,
    // People whom no event calls a member, and deleted people, are no members and never were.
    deleted_at: end ?? (isDeleted || !step ? "always" : null),
  };
}
