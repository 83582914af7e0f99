import { clerkUser, deletedClerkUser } from "#local/clerk/user.ts";
import { beginning, type LifecycleEvent } from "#local/lifecycle/event.ts";
import type { ClerkStep, MembershipStep, OrganizationStep, UserStep } from "./steps.ts";

/** The ids of one story, so that many can be told to one database. */
export const clerkIds = {
  user: (cast: string, user: number) => `user_${cast}_${user}`,
  organization: (cast: string, organization: number) => `org_${cast}_${organization}`,
  membership: (cast: string, { organization, user, number }: MembershipStep) =>
    `orgmem_${cast}_${organization}_${user}_${number}`,
  slug: (cast: string, slug: string) => `${cast}-${slug}`,
  phone: (user: number) => `+1555000000${user}`,
};

/** When the envelope says that it was sent: milliseconds since 1970. */
export function sentAt({ sent, inSeconds }: ClerkStep): number {
  return beginning + (inSeconds ? Math.floor(sent / 1_000) * 1_000 : sent);
}

/**
 * The events of a story about the people and organizations of `cast`, as Clerk sends them.
 * @param cast lower-case letters and digits.
 */
export function clerkEvents(steps: ClerkStep[], cast: string): LifecycleEvent<ClerkStep>[] {
  return steps.map((step, position) => {
    const type = `${families[step.kind]}.${step.action}`;
    const at = sentAt(step);
    const envelope = {
      type,
      object: "event",
      timestamp: step.inSeconds ? at / 1_000 : at,
      instance_id: "ins_local",
      data: dataOf(step, cast),
    };
    const id = `msg_${cast}_${position}`;
    return { provider: "clerk", id, type, body: JSON.stringify(envelope), step };
  });
}

const families = {
  user: "user",
  organization: "organization",
  membership: "organizationMembership",
} as const;

function dataOf(step: ClerkStep, cast: string): object {
  switch (step.kind) {
    case "user":
      return userData(step, cast);
    case "organization":
      return organizationData(step, cast);
    case "membership":
      return membershipData(step, cast);
  }
}

const clocks = (clock: number | null) => ({
  created_at: beginning,
  updated_at: clock === null ? null : beginning + clock,
});

const namesOf = (name: number | null) =>
  name === null
    ? { first_name: null, last_name: null }
    : { first_name: `Name ${name}`, last_name: "Example" };
const addressOf = (cast: string, address: number) => `Person-${address}@${cast}.test`;

function userData({ user, action, name, address, clock }: UserStep, cast: string): object {
  const id = clerkIds.user(cast, user);
  if (action === "deleted") return deletedClerkUser(id);
  const person = clerkUser({
    id,
    firstName: "",
    lastName: "",
    phone: clerkIds.phone(user),
    email: addressOf(cast, address ?? 0),
    createdAt: new Date(beginning),
    updatedAt: new Date(beginning),
  });
  const addresses = address === null ? { email_addresses: [], primary_email_address_id: null } : {};
  return { ...person, ...namesOf(name), ...addresses, ...clocks(clock) };
}

function organizationData(step: OrganizationStep, cast: string): object {
  const id = clerkIds.organization(cast, step.organization);
  if (step.action === "deleted") return { object: "organization", id, deleted: true };
  const creator = step.creator === null ? {} : { created_by: clerkIds.user(cast, step.creator) };
  return {
    object: "organization",
    id,
    name: `Organization ${step.name}`,
    slug: clerkIds.slug(cast, step.slug),
    ...creator,
    ...clocks(step.clock),
  };
}

function membershipData(step: MembershipStep, cast: string): object {
  return {
    object: "organization_membership",
    id: clerkIds.membership(cast, step),
    role: step.role,
    ...clocks(step.clock),
    organization: {
      object: "organization",
      id: clerkIds.organization(cast, step.organization),
      name: `Organization ${step.organizationName}`,
      slug: clerkIds.slug(cast, `a${step.organization}`),
      ...clocks(null),
    },
    public_user_data: {
      user_id: clerkIds.user(cast, step.user),
      identifier: step.address === null ? clerkIds.phone(step.user) : addressOf(cast, step.address),
      ...namesOf(step.name),
    },
  };
}
