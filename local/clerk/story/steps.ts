import * as fc from "fast-check";

/** What an event does to its object. */
export type Action = "created" | "updated" | "deleted";

interface Told {
  action: Action;
  /** When Clerk said so, in milliseconds from the beginning. */
  sent: number;
  /** Written in whole seconds, as in the example of Clerk's dashboard. */
  inSeconds: boolean;
  /** The object's own `updated_at`, in milliseconds from the beginning. */
  clock: number | null;
}

export interface UserStep extends Told {
  kind: "user";
  user: number;
  /** Which name and which address; null for somebody without. */
  name: number | null;
  address: number | null;
}

export interface OrganizationStep extends Told {
  kind: "organization";
  organization: number;
  name: number;
  slug: string;
  /** Who made it, in those events that say so. */
  creator: number | null;
}

export interface MembershipStep extends Told {
  kind: "membership";
  organization: number;
  user: number;
  /** Somebody who left and came back has another membership. */
  number: number;
  /** `admin` is a key of before there were custom roles. */
  role: "org:admin" | "admin" | "org:member" | "org:billing";
  /** What it tells of the person and of the organization in passing. */
  name: number | null;
  address: number | null;
  organizationName: number;
}

export type ClerkStep = UserStep | OrganizationStep | MembershipStep;

/** Mostly the same few moments, so that equal ones are common; now and then another. */
const moment = fc.oneof(
  { weight: 3, arbitrary: fc.nat(3) },
  { weight: 1, arbitrary: fc.nat(5_000_000) },
);
const index = fc.nat(1);
const perhaps = fc.option(index);

const told = {
  action: fc.constantFrom<Action>("created", "updated", "updated", "deleted"),
  sent: moment,
  inSeconds: fc.boolean(),
  clock: fc.option(moment),
};

/** Anything that Clerk could say of two people. */
export const anyUserStep: fc.Arbitrary<UserStep> = fc.record({
  kind: fc.constant("user"),
  user: index,
  name: perhaps,
  address: perhaps,
  ...told,
});

const organizationStep: fc.Arbitrary<OrganizationStep> = fc
  .record({
    kind: fc.constant("organization" as const),
    organization: index,
    name: index,
    slug: fc.constantFrom("a", "b"),
    creator: perhaps,
    ...told,
  })
  // Each has slugs of its own here; that two swap theirs is a story of its own.
  .map((step) => ({ ...step, slug: `${step.slug}${step.organization}` }));

const membershipStep: fc.Arbitrary<MembershipStep> = fc.record({
  kind: fc.constant("membership"),
  organization: index,
  user: index,
  number: index,
  role: fc.constantFrom("org:admin", "org:admin", "admin", "org:member", "org:billing"),
  name: perhaps,
  address: perhaps,
  organizationName: index,
  ...told,
});

/** Anything that Clerk could say of two people and two organizations, plausible or not. */
export const anyClerkStep: fc.Arbitrary<ClerkStep> = fc.oneof(
  anyUserStep,
  organizationStep,
  membershipStep,
);
